import { Command } from "commander";
import { collectTask } from "../verify";
import { addClassOptions, type ClassCommandOptions } from "./classOptions";
import { perform } from "./perform";

interface LookCommandOptions extends ClassCommandOptions {
  readonly task?: number[];
}

interface VerifyCommandOptions extends LookCommandOptions {
  readonly save?: string;
}

/** `config-lab class status`: a matrix of students and tasks. */
export function statusCommand(): Command {
  const command = new Command("status").description(
    "the class as it is: tasks, stage, last update, compliance of LabSG1, confirmation of the mail",
  );
  addClassOptions(command).addHelpText(
    "after",
    `
Examples:
  $ npx config-lab class status ROSTER.csv
`,
  );
  return command.action(async (roster: string, options: LookCommandOptions) => {
    const { runStatus } = await import("../../class/runLook");
    await perform("status", roster, options, () => runStatus(roster, options));
  });
}

/** `config-lab class verify`: what is missing, student by student. */
export function classVerifyCommand(): Command {
  const command = new Command("verify").description(
    "check the tasks for every student, and print what is missing and what to do",
  );
  addClassOptions(command)
    .option("-t, --task <number>", "only this task, 1 to 7; repeatable", collectTask)
    .option(
      "--save <file>",
      "add what was seen to this file, from which config-lab class grades can grade later",
    )
    .addHelpText(
      "after",
      `
A task is "not yet" as in config-lab verify; that doesn't count as a failure.

Examples:
  $ npx config-lab class verify ROSTER.csv
  $ npx config-lab class verify ROSTER.csv --task 4 --only stuabc
  $ npx config-lab class verify ROSTER.csv --save evidence.json   before the accounts are emptied, and again afterwards
`,
    );
  return command.action(async (roster: string, options: VerifyCommandOptions) => {
    const { runClassVerify } = await import("../../class/runLook");
    await perform("verify", roster, options, () => runClassVerify(roster, options));
  });
}
