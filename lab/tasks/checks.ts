import type { LabStackOutputs } from "../../components/labOutputs";
import { failureChain } from "../failures/errors";
import type { Check, TaskReport } from "./report";

/** A check that holds when both texts are the same. A missing `seen` is shown as `nothing`. */
export function same(what: string, expected: string, seen: string | undefined, hint?: string): Check {
  return holds(what, expected, seen, seen === expected, hint);
}

/** A check whose condition isn't a comparison of texts. The hint is kept only where it is needed. */
export function holds(
  what: string,
  expected: string,
  seen: string | undefined,
  ok: boolean,
  hint?: string,
): Check {
  return { what, expected, seen: seen ?? "nothing", ok, ...(ok || hint === undefined ? {} : { hint }) };
}

/** The answer, or undefined where AWS answers with one of these codes that there is no such thing. */
export async function orAbsent<T>(answer: Promise<T>, ...codes: readonly string[]): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (failureChain(error).some(({ code }) => codes.includes(code))) return undefined;
    throw error;
  }
}

/** Reads every page of a list into one. */
export async function allOf<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

/** What to do about something that the stack made and that is gone, or isn't as the stack made it. */
export const redeploy = "Bring AWS back to what the program says: pulumi refresh, then pulumi up";

/** A report that says "not yet" of a task that shows the remediation acting, which mode `report` keeps from it. */
export function notEnforced(lab: LabStackOutputs, task: number, title: string): TaskReport | undefined {
  if (lab.mode !== "report") return undefined;
  return {
    task,
    title,
    notYet: {
      reason: 'the stack\'s mode is "report": the function says what it would do and changes nothing',
      next: "pulumi config set mode enforce && pulumi up",
    },
    checks: [],
    evidence: [],
  };
}
