import { Command } from "commander";
import { accountCommand } from "./account";
import { downCommand } from "./down";
import { gradesCommand } from "./grades";
import { classVerifyCommand, statusCommand } from "./look";
import { mergeCommand } from "./merge";
import { planCommand } from "./plan";
import { classRehearseCommand } from "./rehearse";
import { studentPolicyCommand } from "./studentPolicy";
import { classReportCommand } from "./report";
import { upCommand } from "./up";

/** `config-lab class`: the labs of a whole class, from a roster. */
export function classCommand(): Command {
  const command = new Command("class").description("the labs of a whole class, from a roster");
  const commands = [
    planCommand(),
    accountCommand(),
    upCommand(),
    statusCommand(),
    classVerifyCommand(),
    gradesCommand(),
    studentPolicyCommand(),
    classReportCommand(),
    downCommand(),
    mergeCommand(),
    classRehearseCommand(),
  ];
  for (const one of commands) command.addCommand(one);
  return command;
}
