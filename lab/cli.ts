import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { incidentCommand } from "./commands/incident";
import { localCommand } from "./commands/local";
import { logsCommand } from "./commands/logs";
import { rehearseCommand } from "./commands/rehearse";
import { verifyCommand } from "./commands/verify";
import { explain, explanationLines } from "./failures/errors";
import { exitCodes } from "./failures/labError";

const examples = `
Examples:
  $ npx config-lab rehearse                     play Tasks 1 to 7 on this machine, without an AWS account
  $ npx config-lab local -- pulumi up           run a command against AWS on this machine
  $ npx config-lab incident                     Task 4: open SMTPS and IMAPS of LabSG1 to the world
  $ npx config-lab incident --list              the other incidents
  $ npx config-lab verify                       check Tasks 1 to 7 on the current stack
  $ npx config-lab logs --filter 'revoking for' Task 7: what the function revoked

Exit codes:
  0    done, and everything checked is as it should be
  1    a check failed, or what was waited for didn't happen
  2    wrong arguments or wrong configuration
  3    something needed is missing: a tool, credentials, an endpoint, a stack, a permission
  70   anything else
  130  interrupted by Ctrl-C
`;

/** The whole command line, ready to parse. Commands load what they need when they run, so that help is quick. */
export function labProgram(): Command {
  const program = new Command("config-lab")
    .description(
      'The lab "Remediating an Incident by Using AWS Config and Lambda", on AWS or on this machine.',
    )
    .version(version)
    .option("--verbose", "on failure, print causes and stacks too (also: DEBUG=1)")
    .addHelpText("after", examples)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "config-lab: ")) })
    .showHelpAfterError("  Run it with --help to see what it takes.");
  for (const command of [
    rehearseCommand(),
    localCommand(),
    incidentCommand(),
    verifyCommand(),
    logsCommand(),
  ]) {
    // Made elsewhere, so it hasn't inherited how help and errors are shown, nor that errors throw.
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

/**
 * Runs the command line and tells failures on standard error.
 * @param args what was typed after `config-lab`
 * @returns the exit code, one of `exitCodes` or, for `config-lab local -- COMMAND`, the command's own
 */
export async function main(args: readonly string[]): Promise<number> {
  // Whoever reads our output (`config-lab logs | head -1`) may have enough of it.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(exitCodes.ok);
  });
  const program = labProgram();
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync(args, { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help that was asked for, and the version, end the parse with an "error" of exit code 0.
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    }
    const explanation = explain(error);
    const verbose = program.opts<{ verbose?: boolean }>().verbose === true || Boolean(process.env.DEBUG);
    process.stderr.write(`${explanationLines(error, explanation, verbose).join("\n")}\n`);
    return explanation.exitCode;
  }
}
