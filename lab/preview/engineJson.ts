import { readFile } from "node:fs/promises";
import type { Step } from "../engine/engineProgress";
import { exitCodes, LabError } from "../failures";

/** A step as `pulumi preview --json` prints it, as far as it is read here. */
interface PrintedStep {
  readonly op: string;
  readonly urn: string;
  readonly oldState?: Step["old"];
  readonly newState?: Step["new"];
  readonly diffReasons?: string[];
  readonly replaceReasons?: string[];
}

/** The steps in a file with what `pulumi preview --json` printed. @throws LabError when it holds none */
export async function readEngineJson(file: string): Promise<Step[]> {
  let steps: readonly PrintedStep[] | undefined;
  try {
    ({ steps } = JSON.parse(await readFile(file, "utf8")) as { readonly steps?: readonly PrintedStep[] });
  } catch (error) {
    throw notPrinted(file, (error as Error).message, error);
  }
  if (steps === undefined) throw notPrinted(file, "no steps in it");
  return steps.map(
    ({ op, urn, oldState, newState, diffReasons, replaceReasons }) =>
      ({
        op,
        urn,
        // urn:pulumi:stack::project::parent$type::name
        type: urn.split("::")[2]?.split("$").at(-1) ?? "",
        old: oldState,
        new: newState,
        diffs: diffReasons,
        keys: replaceReasons,
      }) as Step,
  );
}

function notPrinted(file: string, why: string, cause?: unknown): LabError {
  return new LabError(`Expected what pulumi preview --json printed in ${file}, got ${why}.`, {
    code: "NoPreview",
    exitCode: exitCodes.usage,
    next: `Write it again: pulumi preview --json > ${file}`,
    cause,
  });
}
