import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { Interrupts } from "@config-remediation-lab/local/support/interrupts";
import { isRegion, regionExpectation } from "@config-remediation-lab/local/support/regions";
import type { LocalSession } from "@config-remediation-lab/local/session";
import { commandFolder } from "../commandFolder";
import { print, progress } from "../output/print";
import { portNumber } from "./portNumber";

interface LocalOptions {
  readonly port: number;
  readonly region: string;
  readonly keep?: true;
  readonly shell?: true;
}

const examples = `
In the session, config-lab is on PATH in any folder. Type npx config-lab only inside the clone: elsewhere npx would
run a package of that name from the registry, with the environment's credentials.

Examples:
  $ npx config-lab local                                  start it; prints the file to source in another terminal
  $ npx config-lab local --shell                          your shell in it; exit ends it
  $ npx config-lab local -- pulumi preview                run one command in it; its exit code is passed on
  $ npx config-lab local -- bash -c 'pulumi stack init dev && pulumi up --yes && config-lab verify'
`;

/** `config-lab local`: AWS on this machine, until Ctrl-C or for one command. */
export function localCommand(): Command {
  return (
    new Command("local")
      .description("AWS on this machine: start it, or run one command in it")
      .argument("[command...]", "command to run in it; without one AWS stays until Ctrl-C")
      .option("--port <number>", "port of the endpoint on 127.0.0.1 (default: a free one)", portNumber, 0)
      .option("--region <name>", "region that is played", regionName, "us-east-1")
      .option("--shell", "run your shell ($SHELL) in it")
      .option("--keep", "keep the folder with logs, mails and Pulumi's state afterwards")
      .addHelpText("after", examples)
      // The command's options are its own, also without -- before it.
      .passThroughOptions()
      .action(runLocal)
  );
}

function regionName(text: string): string {
  if (isRegion(text)) return text;
  throw new InvalidArgumentError(`Expected ${regionExpectation}.`);
}

async function runLocal(
  given: readonly string[],
  { shell, ...options }: LocalOptions,
  self: Command,
): Promise<void> {
  if (shell && given.length > 0) {
    self.error("--shell takes no command: give one of the two.");
  }
  const command = shell ? [process.env.SHELL || "/bin/sh"] : given;
  // Loaded only now: the session brings the endpoint and parts of the AWS SDK along, which help doesn't need.
  const { watchInterrupts } = await import("@config-remediation-lab/local/support/interrupts");
  const { startSession } = await import("@config-remediation-lab/local/session");

  const interrupts = watchInterrupts();
  try {
    const session = await startSession({
      ...options,
      path: [commandFolder],
      protectedFolder: join(__dirname, "..", ".."),
      userPassphrase: true,
      progress,
    });
    interrupts.deferExit();
    if (options.keep) session.keepFolder();
    if (shell) progress("In this shell pulumi, aws and config-lab use AWS on this machine. exit ends it.");
    try {
      process.exitCode =
        command.length > 0 ? await runIn(session, command, interrupts) : await stay(session, interrupts);
    } finally {
      await session.stop();
      if (options.keep) progress(`Logs, mails and state are in ${session.folder}`);
    }
  } finally {
    interrupts.release();
  }
}

/** Until a signal comes, which is the way to end it: exit code 0. */
async function stay(session: LocalSession, interrupts: Interrupts): Promise<number> {
  const { aborted } = await import("@config-remediation-lab/local/support/interrupts");
  const { usageLines } = await import("@config-remediation-lab/local/session");
  print(usageLines(session).join("\n"));
  await aborted(interrupts.signal);
  progress("Shutting down");
  return 0;
}

/** Runs the command on this terminal. @returns its exit code; 128 and the signal's number when one ended it. */
async function runIn(
  session: LocalSession,
  [name = "", ...args]: readonly string[],
  interrupts: Interrupts,
): Promise<number> {
  const child = spawn(name, args, { stdio: "inherit", env: session.environment });
  const passOn = () => {
    const interrupted = interrupts.received === "SIGINT";
    // On a terminal Ctrl-C has reached the command already, and a second SIGINT would make pulumi give up at once.
    if (interrupted && process.stdin.isTTY) return;
    child.kill(interrupted ? "SIGINT" : "SIGTERM");
  };
  interrupts.signal.addEventListener("abort", passOn, { once: true });
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    interrupts.signal.removeEventListener("abort", passOn);
  }
}
