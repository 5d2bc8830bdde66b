import { appendFileSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  ConcurrentUpdateError,
  LocalWorkspace,
  PulumiCommand,
  StackNotFoundError,
  type EngineEvent,
  type InlineProgramArgs,
  type LocalWorkspaceOptions,
  type OpMap,
  type OutputMap,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import type { LabStackOutputs } from "../../../components/labOutputs";
import { engineFailure } from "../../engine/engineFailure";
import type { StackEvent, StackFailure, StackJob } from "./messages";

const project = "config-remediation-lab";
const root = join(__dirname, "..", "..", "..");

/**
 * Does one job with the engine, in this process: the program inline.
 *
 * @param report gets each resource that was changed
 * @returns the last event: `done` or `failed`
 */
export async function operate(
  job: StackJob,
  signal: AbortSignal,
  report: (event: StackEvent) => void,
): Promise<StackEvent> {
  const diagnostics: string[] = [];
  try {
    const stack = await selectStack(job);
    // The Automation API ignores a signal that is already aborted.
    signal.throwIfAborted();
    let count = 0;
    const options = {
      signal,
      color: "never" as const,
      onOutput: (text: string) => appendFileSync(join(job.workDir, "engine.log"), text),
      onEvent: (event: EngineEvent) => {
        const { diagnosticEvent, resOutputsEvent } = event;
        if (diagnosticEvent?.severity === "error") diagnostics.push(diagnosticEvent.message.trim());
        const changed = resOutputsEvent?.metadata;
        if (changed === undefined || changed.op === "same" || changed.type.startsWith("pulumi:")) return;
        count += 1;
        const name = changed.urn.split("::").at(-1) ?? changed.urn;
        report({ kind: "resource", operation: changed.op, name, count });
      },
    };
    if (job.operation === "destroy") {
      const { summary } = await stack.destroy(options);
      await stack.workspace.removeStack(job.stack);
      return { kind: "done", changes: changesIn(summary.resourceChanges) };
    }
    const { summary, outputs } = await stack.up(options);
    return { kind: "done", changes: changesIn(summary.resourceChanges), outputs: valuesOf(outputs) };
  } catch (error) {
    return { kind: "failed", failure: failureOf(job.operation, error, signal, diagnostics) };
  }
}

/** Selects the stack, created if there is none, with the job's configuration. */
async function selectStack({ program = "lab", ...job }: StackJob): Promise<Stack> {
  const { operation, stack: stackName, workDir, config, tags, unlock } = job;
  await mkdir(workDir, { recursive: true });
  // With the project's own file the engine checks a lab's configuration by its schema, as it does for the CLI.
  if (program === "lab") await copyFile(join(root, "Pulumi.yaml"), join(workDir, "Pulumi.yaml"));
  const args = {
    stackName,
    projectName: project,
    program: operation === "up" ? await programs[program]() : noProgram,
  };
  const options = { workDir, pulumiCommand: await PulumiCommand.get() };
  if (unlock) await cancelOther(args, options);
  const stack = await LocalWorkspace.createOrSelectStack(args, options);
  if (config === undefined) return stack;
  const { workspace } = stack;
  const settings = await workspace.stackSettings(stackName);
  const values = { ...config, ...(tags === undefined ? {} : { "aws:defaultTags": { tags } }) };
  // The SDK's type has only texts as values; the file takes tables too.
  await workspace.saveStackSettings(stackName, { ...settings, config: values });
  return stack;
}

/** Before anything else: creating a stack fails on a lock even where the stack exists. */
async function cancelOther(args: InlineProgramArgs, options: LocalWorkspaceOptions): Promise<void> {
  try {
    const stack = await LocalWorkspace.selectStack(args, options);
    await stack.cancel();
  } catch (error) {
    // There is none yet: the parent has removed the lock that its interrupted creation left.
    if (!(error instanceof StackNotFoundError)) throw error;
  }
}

const programs: Readonly<Record<NonNullable<StackJob["program"]>, () => Promise<PulumiFn>>> = {
  lab: async () => (await import("../../../index")).default,
  account: async () => (await import("./accountProgram")).accountProgram,
};

/** Destroying reads the state alone. */
async function noProgram(): Promise<void> {}

function failureOf(
  operation: string,
  error: unknown,
  signal: AbortSignal,
  diagnostics: readonly string[],
): StackFailure {
  if (error instanceof ConcurrentUpdateError) return { reason: "locked", message: lockHolder(error.message) };
  if (signal.aborted) return { reason: "cancelled", message: "cancelled" };
  return { reason: "failed", message: engineFailure(operation, error, diagnostics).message };
}

/** Who holds the lock, where the backend says so: `root@host (pid 7) at 2026-01-31T09:05:00Z`. */
function lockHolder(message: string): string {
  const [, holder] = /created by (\S+ \(pid \d+\) at \S+)/.exec(message) ?? [];
  return holder === undefined ? "an update of the stack is in progress" : `locked by ${holder}`;
}

function changesIn(summary: OpMap | undefined): OpMap {
  return Object.fromEntries(
    Object.entries(summary ?? {}).filter(([operation, count]) => operation !== "same" && count > 0),
  );
}

function valuesOf(outputs: OutputMap): LabStackOutputs {
  const values = Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]);
  // The program's return type guarantees these outputs.
  return Object.fromEntries(values) as LabStackOutputs;
}
