import { join } from "node:path";
import type { LabStackOutputs } from "../../components/labOutputs";
import { findCached } from "@config-remediation-lab/local/support/cache";
import { pinnedVersion } from "@config-remediation-lab/local/engine";
import { run, type RunResult } from "@config-remediation-lab/local/support/processes";
import { findOnPath } from "@config-remediation-lab/local/support/tools";
import { exitCodes, LabError } from "../failures";
import { outputFaults } from "./outputFaults";

export interface StackSelection {
  /** @default the stack selected in the folder */
  readonly stack?: string;
  /** Folder with the project's Pulumi.yaml. @default the clone this command belongs to */
  readonly cwd?: string;
}

/**
 * The outputs of a stack of this program, read through the Pulumi CLI.
 *
 * @throws LabError when there is no CLI, no such stack, no outputs yet, or outputs of another program
 */
export async function readStack(selection: StackSelection = {}): Promise<LabStackOutputs> {
  return parseOutputs(await pulumiStack(["output", "--json"], selection), selection);
}

/**
 * Runs `pulumi stack` on the selected stack. @returns what it printed
 *
 * @throws LabError when there is no CLI or no such stack
 */
export async function pulumiStack(command: readonly string[], selection: StackSelection): Promise<string> {
  const pulumi = await findPulumi();
  const result = await run(
    pulumi,
    [
      "stack",
      ...command,
      "--non-interactive",
      "--cwd",
      selection.cwd ?? join(__dirname, "..", ".."),
      ...(selection.stack === undefined ? [] : ["--stack", selection.stack]),
    ],
    { environment: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeout: 60_000 },
  );
  if (result.code !== 0) throw readFailure(result, selection);
  return result.stdout;
}

/** `pulumi` on PATH, or the one in this project's cache. It isn't installed only to read outputs. */
export async function findPulumi(): Promise<string> {
  const onPath = findOnPath("pulumi", process.env.PATH);
  if (onPath !== undefined) return onPath;
  const folder = await findCached("pulumi", await pinnedVersion());
  if (folder !== undefined) return join(folder, "bin", "pulumi");
  throw new LabError("The Pulumi CLI isn't installed; it is required to read the stack.", {
    code: "NoPulumi",
    next: "Install it (https://www.pulumi.com/docs/install/), or let the rehearsal install it: npm run rehearse",
  });
}

const asked = ({ stack }: StackSelection): string =>
  stack === undefined ? "The stack" : `The stack "${stack}"`;

/** The known errors of the CLI as LabErrors; of any other its own message. */
function readFailure({ stderr, timedOut }: RunResult, selection: StackSelection): LabError {
  const said = stderr.replace(/^error: /, "").trim();
  if (timedOut) {
    return new LabError("The Pulumi CLI timed out after a minute.", {
      code: "PulumiSilent",
      next: "Find out what it waits for: pulumi stack output --verbose=3 --logtostderr",
    });
  }
  if (/no stack selected/.test(said)) {
    return new LabError("No stack is selected.", {
      code: "NoStackSelected",
      next: "Select one: pulumi stack select NAME (pulumi stack ls lists them), or pulumi stack init NAME, or --stack NAME",
    });
  }
  if (/no stack named/.test(said)) {
    return new LabError(`There is no stack "${selection.stack ?? "?"}".`, {
      code: "NoSuchStack",
      exitCode: exitCodes.usage,
      next: "List the stacks: pulumi stack ls",
    });
  }
  if (/no Pulumi.yaml project file found|chdir /.test(said)) {
    return new LabError(`There is no Pulumi project in ${selection.cwd ?? "this folder"}.`, {
      code: "NoProject",
      exitCode: exitCodes.usage,
      next: "Pass the folder of the clone with --cwd, or omit --cwd.",
    });
  }
  if (/PULUMI_ACCESS_TOKEN must be set|not logged in/i.test(said)) {
    return new LabError("Pulumi isn't logged in, so it has no stacks.", {
      code: "NotLoggedIn",
      next: "Log in (pulumi login, or pulumi login --local), or work on this machine: npx config-lab local -- npx config-lab verify",
    });
  }
  return new LabError(`Pulumi failed to read the stack: ${said || "no error message"}`, {
    code: "PulumiFailed",
    next: "Run it directly: pulumi stack output",
  });
}

/** @throws LabError when the text isn't outputs of this program */
export function parseOutputs(text: string, selection: StackSelection = {}): LabStackOutputs {
  let outputs: unknown;
  try {
    outputs = JSON.parse(text);
  } catch (error) {
    throw new LabError(
      `Expected JSON from pulumi stack output --json, got ${JSON.stringify(text.slice(0, 80))}.`,
      {
        code: "PulumiFailed",
        next: "Run it directly: pulumi stack output --json",
        cause: error,
      },
    );
  }
  if (typeof outputs === "object" && outputs !== null && Object.keys(outputs).length === 0) {
    throw new LabError(`${asked(selection)} has no outputs: it was never deployed, or it was destroyed.`, {
      code: "NeverDeployed",
      next: "Deploy it: pulumi up",
    });
  }
  const faults = outputFaults(outputs);
  if (faults.length > 0) {
    throw new LabError(
      `${asked(selection)} doesn't have the outputs of this program:\n${faults.map((fault) => `    ${fault}`).join("\n")}`,
      {
        code: "OtherOutputs",
        next: "Deploy this version of the program: pulumi up (or name another stack with --stack)",
      },
    );
  }
  // outputFaults has checked every field.
  return outputs as LabStackOutputs;
}
