import { Command } from "commander";
import { addPlanOptions, planOptions, type PlanCommandOptions } from "./classOptions";
import { perform } from "./perform";

/** `config-lab class plan`: who gets which stack, what it costs, what stands in the way. */
export function planCommand(): Command {
  const command = new Command("plan").description(
    "who gets which stack, account and region, what it costs, and what stands in the way; changes nothing",
  );
  addPlanOptions(command).addHelpText(
    "after",
    `
Examples:
  $ npx config-lab class plan ROSTER.csv
  $ npx config-lab class plan ROSTER.csv --domain connect.example.edu    a gradebook of Canvas, which has no addresses
  $ npx config-lab class plan ROSTER.csv --stage environment             for a class that uses the console
`,
  );
  return command.action(async (roster: string, options: PlanCommandOptions) => {
    const { namespaced } = await import("../../class/plan");
    const { runPlan } = await import("../../class/runPlan");
    await perform("plan", roster, options, () => runPlan(roster, planOptions(options, namespaced)));
  });
}
