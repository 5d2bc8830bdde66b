import { Command, InvalidArgumentError } from "commander";
import { addStackOptions, type StackOptions } from "./stackOptions";

interface VerifyCommandOptions extends StackOptions {
  readonly task?: number[];
}

/** `config-lab verify`: checks what Tasks 1 to 7 require, on the current stack. */
export function verifyCommand(): Command {
  const command = new Command("verify")
    .description("check Tasks 1 to 7 on the current stack, and print what is missing and what to do")
    .option("-t, --task <number>", "only this task, 1 to 7; repeatable", collectTask);
  addStackOptions(command).addHelpText(
    "after",
    `
A task is "not yet" until the stack, or the student in the console, has created what it needs; that doesn't count as a failure.

Examples:
  $ npx config-lab verify                    all tasks; exit code 1 if a check fails
  $ npx config-lab verify --task 5           only the rule and its compliance results
  $ npx config-lab verify --json             for a script
`,
  );
  return command.action(async (options: VerifyCommandOptions) => {
    const { runVerify } = await import("../tasks");
    process.exitCode = await runVerify(options);
  });
}

export function collectTask(text: string, earlier: number[] = []): number[] {
  if (!/^[1-7]$/.test(text)) throw new InvalidArgumentError(`expected a number from 1 to 7, got "${text}"`);
  return [...earlier, Number(text)];
}
