import { Command } from "commander";
import { downCommand } from "./down";
import { gradesCommand } from "./grades";
import { classVerifyCommand, statusCommand } from "./look";
import { planCommand } from "./plan";
import { upCommand } from "./up";

/** `config-lab class`: the labs of a whole class, from a roster. */
export function classCommand(): Command {
  const command = new Command("class").description("the labs of a whole class, from a roster");
  for (const one of [
    planCommand(),
    upCommand(),
    statusCommand(),
    classVerifyCommand(),
    gradesCommand(),
    downCommand(),
  ])
    command.addCommand(one);
  return command;
}
