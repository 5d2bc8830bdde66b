import { Command } from "commander";
import { addClassOptions, type ClassCommandOptions } from "./classOptions";

/** `config-lab class student-policy`: an IAM policy for a student of a shared account. */
export function studentPolicyCommand(): Command {
  const command = new Command("student-policy").description(
    "print IAM policies for students of a shared account: change the own VPC's groups, read what the tasks read",
  );
  addClassOptions(command).addHelpText(
    "after",
    `
For one student the policy is printed as it is attached, for several a table by student. Print it again at a later stage: it
names what the stack has.

Examples:
  $ npx config-lab class student-policy ROSTER.csv --only stuabc > stuabc-policy.json
`,
  );
  return command.action(async (roster: string, options: ClassCommandOptions) => {
    const { runStudentPolicy } = await import("../../class/runStudentPolicy");
    process.exitCode = await runStudentPolicy(roster, options);
  });
}
