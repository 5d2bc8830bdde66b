import { Command, InvalidArgumentError } from "commander";
import { addStackOptions, type StackOptions } from "./stackOptions";

interface VerifyCommandOptions extends StackOptions {
  readonly task?: number[];
}

/** `config-lab verify`: checks what Tasks 1 to 7 promise, on the current stack. */
export function verifyCommand(): Command {
  const command = new Command("verify")
    .description("check Tasks 1 to 7 on the current stack, and say what is missing and what to do")
    .option("-t, --task <number>", "only this task, 1 to 7; can be given several times", collectTask);
  addStackOptions(command).addHelpText(
    "after",
    `
A task is "not yet" while neither the stack nor the student in the console has made what it needs; that doesn't count as missing.

Examples:
  $ npx config-lab verify                    all tasks; exit code 1 when something is missing
  $ npx config-lab verify --task 5           only the rule and its compliance results
  $ npx config-lab verify --json             for a script
`,
  );
  return command.action(async (options: VerifyCommandOptions) => {
    const { runVerify } = await import("../tasks/run");
    process.exitCode = await runVerify(options);
  });
}

function collectTask(text: string, earlier: number[] = []): number[] {
  if (!/^[1-7]$/.test(text)) throw new InvalidArgumentError(`Expected a number from 1 to 7; came "${text}".`);
  return [...earlier, Number(text)];
}
