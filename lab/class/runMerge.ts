import { exitCodes } from "../failures";
import { print, printJson } from "../output/print";
import { layoutFor } from "../output/table";
import { mergeResults, readResults } from "./merge";

export interface RunMergeOptions {
  readonly json?: boolean;
}

/** Runs `config-lab class merge`. @returns the exit code that the command would have had for the whole class */
export async function runMerge(paths: readonly string[], { json }: RunMergeOptions): Promise<number> {
  const merged = mergeResults(await readResults(paths));
  if (json) printJson(merged.json);
  else print(merged.lines(layoutFor(process.stdout)).join("\n"));
  return merged.ok ? exitCodes.ok : exitCodes.checkFailed;
}
