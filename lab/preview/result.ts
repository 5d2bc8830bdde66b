import type { PolicyViolation } from "../engine/engineProgress";
import { countsInWords, type Operation, type ResourceChange } from "./changes";

/** The result of a preview, as `--json` prints it. */
export interface PreviewResult {
  /** Whether nothing is refused. */
  readonly ok: boolean;
  /** As it was typed, with its commit; absent where the lab is a stack of one's own. */
  readonly base?: string;
  readonly commit?: string;
  readonly changes: readonly ResourceChange[];
  readonly violations: readonly PolicyViolation[];
  /** The operations among `--fail-on` that the change needs. */
  readonly refused: readonly Operation[];
  /** What a reader has to know beside. */
  readonly notes: readonly string[];
}

/** Puts together what was found. */
export function resultOf(
  found: Omit<PreviewResult, "ok" | "refused">,
  failOn: readonly Operation[],
): PreviewResult {
  const refused = failOn.filter((one) => found.changes.some(({ operation }) => operation === one));
  return { ok: refused.length === 0 && found.violations.length === 0, ...found, refused };
}

/** Such as `A lab of main (1a2b3c4): 1 update, 1 replace`. */
export function titleOf({ base, commit, changes }: PreviewResult): string {
  return `${labOf(base, commit)}, changed to the working tree: ${countsInWords(changes)}`;
}

function labOf(base: string | undefined, commit = ""): string {
  if (base === undefined) return "The stack";
  const short = commit.slice(0, 7);
  return `A lab of ${base.startsWith(short) ? short : `${base} (${short})`}`;
}

/** Why the change is refused; undefined where it isn't. */
export function refusalOf({ refused, violations }: PreviewResult): string | undefined {
  const reasons = [
    ...(refused.length > 0 ? [`it needs ${refused.join(" and ")}`] : []),
    ...(violations.length > 0
      ? [`it violates ${violations.length === 1 ? "a policy" : `${violations.length} policies`}`]
      : []),
  ];
  return reasons.length > 0 ? `Refused: ${reasons.join(", and ")}.` : undefined;
}

/** Shortened to a number of characters; `…` stands for what is left out. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(length - 1, 0))}…`;
}
