import { Argument, Command, Option } from "commander";
import { catalogue, defaultIncident, type IncidentEntry } from "../incidents/catalogue";
import { exitCodes } from "../failures";
import { parseDuration } from "./durationOption";
import { print, printJson } from "../output/print";
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

/** `config-lab incident`: causes an incident of the catalogue on the current stack, or reverts it. */
export function incidentCommand(): Command {
  const command = new Command("incident")
    .description("Task 4: cause an incident of the catalogue by changing inbound rules, or revert it")
    .addArgument(
      new Argument("[name]", "which incident")
        .choices(catalogue.map(({ name }) => name))
        .default(defaultIncident),
    )
    .option("-l, --list", "print the catalogue and change nothing")
    .option("-r, --revert", "revert what the incident did and the remediation hasn't reverted")
    .option("-w, --watch", "wait until it is remediated, and show the rules before, during and after")
    .addOption(
      new Option("--timeout <time>", "time limit of --watch; AWS Config takes 1 to 15 minutes")
        .argParser(parseDuration)
        .default(20 * 60_000, "20m"),
    )
    .option("-g, --group <id>", "another security group of the lab's VPC");
  addStackOptions(command).addHelpText(
    "after",
    `
Only groups in the stack's VPC are changed; any other group is rejected.

Examples:
  $ npx config-lab incident                  SMTPS and IMAPS to the world, as in the handout
  $ npx config-lab incident ssh --watch      SSH to the world, and wait for the remediation
  $ npx config-lab incident ssh --revert     close it again, if it is still open
  $ npx config-lab incident --list           the other incidents
`,
  );
  return command.action(async (name: string, options: IncidentCommandOptions) => {
    if (options.list) return list(options.json === true);
    const entry = catalogue.find((candidate) => candidate.name === name) as IncidentEntry;
    const { runIncident } = await import("../incidents/runIncident");
    process.exitCode = await runIncident(entry, options);
  });
}

function list(json: boolean): void {
  if (json) return printJson(catalogue);
  const table = {
    title: "Incidents: npx config-lab incident NAME",
    head: ["name", "what it does", "expected of the remediation by the handout's policy"],
    rows: catalogue.map(({ name, does, expected }) => [
      name === defaultIncident ? `${name} (default)` : name,
      does,
      expected,
    ]),
  };
  print(renderTable(table, layoutFor(process.stdout)));
  process.exitCode = exitCodes.ok;
}
