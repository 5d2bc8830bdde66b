import { Command } from "commander";
import { addClassOptions, date, type ClassCommandOptions } from "./classOptions";

interface AccountCommandOptions extends ClassCommandOptions {
  readonly expires?: string;
  readonly yes?: boolean;
  readonly unlock?: boolean;
}

/** `config-lab class account`: what students of a shared account use together. */
export function accountCommand(): Command {
  const command = new Command("account").description(
    "the recorder, delivery channel and bucket of each account that students share",
  );
  command.addCommand(upCommand());
  command.addCommand(downCommand());
  return command;
}

function upCommand(): Command {
  const command = new Command("up").description(
    "create recorder, channel, bucket and topic where students share an account; subscribe those whose lab is up",
  );
  addClassOptions(command)
    .option("--expires <date>", "tag of every resource, such as 2026-12-31 (default: in 14 days)", date)
    .option("--unlock", "lift the locks that killed runs left; no other run may be at work")
    .addHelpText(
      "after",
      `
Run it before class up, which needs the recorder from stage monitored on, and again afterwards: only then the students' groups
are known, of which each gets mails.

Examples:
  $ npx config-lab class account up ROSTER.csv
`,
    );
  return command.action(async (roster: string, options: AccountCommandOptions) => {
    const { runAccountUp } = await import("../../class/runAccount");
    process.exitCode = await runAccountUp(roster, options);
  });
}

function downCommand(): Command {
  const command = new Command("down").description(
    "destroy what class account up made, once the students' stacks are gone",
  );
  addClassOptions(command)
    .option("--yes", "don't ask for the class's name")
    .option("--unlock", "lift the locks that killed runs left; no other run may be at work")
    .addHelpText(
      "after",
      `
Examples:
  $ npx config-lab class account down ROSTER.csv
`,
    );
  return command.action(async (roster: string, options: AccountCommandOptions) => {
    const { runAccountDown } = await import("../../class/runAccount");
    process.exitCode = await runAccountDown(roster, options);
  });
}
