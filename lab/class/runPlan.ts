import { exitCodes } from "../failures";
import { print, printJson } from "../output/print";
import { layoutFor } from "../output/table";
import { Backend } from "./backend";
import { loadClass, readSettings, settingsFor, type ClassOptions } from "./labs";
import { makePlan, planJson, planLines } from "./plan";

export interface RunPlanOptions extends ClassOptions {
  /** Configuration keys with their namespaces. */
  readonly config: Readonly<Record<string, string>>;
  /** `2026-01-31`. */
  readonly expires?: string;
  readonly quotas?: Readonly<Record<string, number>>;
  readonly json?: boolean;
}

/** Runs `config-lab class plan`. @returns the exit code: 1 when something stands in the way */
export async function runPlan(path: string, options: RunPlanOptions): Promise<number> {
  const labClass = await loadClass(path, options);
  const settings = settingsFor(await readSettings(labClass.folder), options, new Date());
  const plan = await makePlan(labClass, await Backend.open(), { settings, quotas: options.quotas });
  if (options.json) printJson(planJson(plan));
  else print(planLines(plan, layoutFor(process.stdout)).join("\n"));
  return plan.obstacles.length === 0 ? exitCodes.ok : exitCodes.checkFailed;
}
