import { Command, CommanderError } from "commander";
import { resolve } from "node:path";
import { version } from "../package.json";
import { classCommand } from "./commands/class";
import { doctorCommand } from "./commands/doctor";
import { findingsCommand } from "./commands/findings";
import { incidentCommand } from "./commands/incident";
import { leftoversCommand } from "./commands/leftovers";
import { localCommand } from "./commands/local";
import { logsCommand } from "./commands/logs";
import { mailCommand } from "./commands/mail";
import { previewCommand } from "./commands/preview";
import { rehearseCommand } from "./commands/rehearse";
import { reportCommand } from "./commands/report";
import { replayCommand } from "./commands/replay";
import { restoreCommand } from "./commands/restore";
import { verifyCommand } from "./commands/verify";
import { exitCodes, explain, explanationLines, watchOutput } from "./failures";

const examples = `
Examples:
  $ npx config-lab rehearse                     play Tasks 1 to 7 on this machine, without an AWS account
  $ npx config-lab doctor                       check what that needs, without installing anything
  $ npx config-lab local -- pulumi up           run a command against AWS on this machine
  $ npx config-lab preview --base main          show what a change of the program does to a lab that exists
  $ npx config-lab incident                     Task 4: open SMTPS and IMAPS of LabSG1 to the world
  $ npx config-lab incident --list              the other incidents
  $ npx config-lab verify                       check Tasks 1 to 7 on the current stack
  $ npx config-lab logs --filter 'revoking for' Task 7: what the function revoked
  $ npx config-lab report                       one page about it all, to keep or to hand in

Exit codes:
  0    success: everything that was checked is as expected
  1    a check failed, or an expected event didn't happen in time
  2    wrong arguments or wrong configuration
  3    a prerequisite is missing: a tool, credentials, an endpoint, a stack, a permission
  70   an unexpected error
  74   the output couldn't be written, because the disk is full for instance
  130  interrupted by Ctrl-C
  141  the reader of the output went away before the work was done (config-lab rehearse | head -1)

Run npx config-lab inside the clone only: elsewhere npx would install a package of that name from the npm registry.
`;

/** The command line, ready to parse. Commands load their implementation when they run, so that help is fast. */
export function labProgram(): Command {
  const program = new Command("config-lab")
    .description(
      'The lab "Remediating an Incident by Using AWS Config and Lambda", on AWS or on this machine.',
    )
    .version(version)
    .option("--verbose", "on failure, print causes and stack traces (also: DEBUG=1)")
    .addHelpText("after", examples)
    // `local` passes the options of the command that it runs on to it.
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "config-lab: ")) })
    .showHelpAfterError("  See the usage with --help.");
  for (const command of [
    rehearseCommand(),
    localCommand(),
    previewCommand(),
    doctorCommand(),
    incidentCommand(),
    verifyCommand(),
    findingsCommand(),
    restoreCommand(),
    replayCommand(),
    logsCommand(),
    reportCommand(),
    mailCommand(),
    leftoversCommand(),
    classCommand(),
  ]) {
    program.addCommand(command);
    inheritSettings(command, program);
  }
  return program;
}

/** A command that was created on its own hasn't inherited the program's settings for help and errors. */
function inheritSettings(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheritSettings(child, command);
}

/** The command and all below it. */
function withChildren(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withChildren)];
}

/**
 * Runs the command line, and prints failures to standard error.
 * @param args what was typed after `config-lab`
 * @returns the exit code, one of `exitCodes` or, for `config-lab local -- COMMAND`, the command's own
 */
export async function main(args: readonly string[]): Promise<number> {
  // The command and what it runs change their working directory.
  if (process.env.TMPDIR) process.env.TMPDIR = resolve(process.env.TMPDIR);
  const output = watchOutput();
  try {
    return await runCommand(args);
  } finally {
    output.workIsDone();
  }
}

async function runCommand(args: readonly string[]): Promise<number> {
  const program = labProgram();
  for (const command of withChildren(program)) command.exitOverride();
  try {
    await program.parseAsync(args, { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander ends the parse by an "error" with exit code 0 for --help and --version.
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    }
    const explanation = explain(error);
    const asked = withChildren(program).some((one) => one.opts<{ verbose?: boolean }>().verbose === true);
    const verbose = asked || Boolean(process.env.DEBUG);
    process.stderr.write(`${explanationLines(error, explanation, verbose).join("\n")}\n`);
    return explanation.exitCode;
  }
}
