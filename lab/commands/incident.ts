import { Argument, Command, Option } from "commander";
import { catalogue, defaultIncident, type IncidentEntry } from "../incidents/catalogue";
import { exitCodes } from "../failures/labError";
import { parseDuration } from "../output/duration";
import { print, printJson } from "../output/progress";
import { layoutFor, renderTable } from "../output/table";
import { addStackOptions, type StackOptions } from "./stackOptions";

interface IncidentCommandOptions extends StackOptions {
  readonly list?: boolean;
  readonly revert?: boolean;
  readonly watch?: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly group?: string;
}

/** `config-lab incident`: makes an incident of the catalogue happen on the current stack, or takes it back. */
export function incidentCommand(): Command {
  const command = new Command("incident")
    .description("Task 4: change inbound rules as an incident of the catalogue does, or take it back")
    .addArgument(
      new Argument("[name]", "which incident")
        .choices(catalogue.map(({ name }) => name))
        .default(defaultIncident),
    )
    .option("-l, --list", "print the catalogue and change nothing")
    .option("-r, --revert", "take back what the incident did, where the remediation hasn't")
    .option("-w, --watch", "wait until it is remediated, and show the rules before, during and after")
    .addOption(
      new Option("--timeout <time>", "how long --watch waits; AWS Config takes 1 to 15 minutes")
        .argParser(parseDuration)
        .default(20 * 60_000, "20m"),
    )
    .option("-g, --group <id>", "another security group of the lab's VPC");
  addStackOptions(command).addHelpText(
    "after",
    `
Only groups in the VPC of the stack are touched; anything else is refused.

Examples:
  $ npx config-lab incident                  SMTPS and IMAPS to the world, as the handout has it
  $ npx config-lab incident ssh --watch      SSH to the world, and wait for the remediation
  $ npx config-lab incident ssh --revert     close it again, if nobody has
  $ npx config-lab incident --list           what else there is
`,
  );
  return command.action(async (name: string, options: IncidentCommandOptions) => {
    if (options.list) return list(options.json === true);
    const entry = catalogue.find((candidate) => candidate.name === name) as IncidentEntry;
    const { runIncident } = await import("../incidents/run");
    process.exitCode = await runIncident(entry, options);
  });
}

function list(json: boolean): void {
  if (json) return printJson(catalogue);
  const table = {
    title: "Incidents: npx config-lab incident NAME",
    head: ["name", "what it does", "what the remediation is expected to do"],
    rows: catalogue.map(({ name, does, expected }) => [
      name === defaultIncident ? `${name} (default)` : name,
      does,
      expected,
    ]),
  };
  print(renderTable(table, layoutFor(process.stdout)));
  process.exitCode = exitCodes.ok;
}
