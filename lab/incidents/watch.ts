import { setTimeout as pause } from "node:timers/promises";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import { LabError } from "../failures/labError";
import { readGroupRules, type GroupRule } from "./groupRules";
import type { IncidentResult } from "./incident";

export interface WatchOptions {
  /** Milliseconds until it gives up. AWS Config delivers a change within 1 to 15 minutes. */
  readonly limit: number;
  /** Milliseconds between two looks. @default 1000 */
  readonly interval?: number;
  /** Ends the wait early; `watchRemediation` then throws an AbortError. */
  readonly signal?: AbortSignal;
  /** Told at every look, with the milliseconds since the start. */
  readonly onLook?: (elapsed: number) => void;
}

export interface WatchResult {
  readonly remediated: boolean;
  /** The group's rules at the last look. */
  readonly rules: readonly GroupRule[];
  /** Milliseconds from the start to the look that first showed it remediated, else to the last one. */
  readonly elapsed: number;
}

/** @throws LabError when nothing would ever undo an incident on this stack, so that waiting is in vain */
export function requireRemediation(lab: LabStackOutputs): void {
  if (lab.stage !== "remediated") {
    throw new LabError(
      `The stack is at stage "${lab.stage}": no rule is there yet that would undo an incident.`,
      {
        code: "NothingRemediates",
        next: "Go on to Task 5: pulumi config set stage remediated && pulumi up (or leave --watch out)",
      },
    );
  }
  if (lab.mode === "report") {
    throw new LabError(
      'The stack\'s mode is "report": the function says what it would do and changes nothing.',
      {
        code: "NothingRemediates",
        next: "Let it act: pulumi config set mode enforce && pulumi up (or leave --watch out)",
      },
    );
  }
}

/**
 * Looks at the group until what the incident did is undone, or the time is over. Two looks in a row must agree that it
 * is: EC2 may answer with what was true a moment ago, which is how the group was before the incident.
 * https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
 */
export async function watchRemediation(
  clients: LabClients,
  incident: IncidentResult,
  options: WatchOptions,
): Promise<WatchResult> {
  const start = Date.now();
  let first: number | undefined;
  for (;;) {
    const rules = await readGroupRules(clients, incident.groupId);
    const elapsed = Date.now() - start;
    const undone = isUndone(incident, rules);
    if (undone && first !== undefined) return { remediated: true, rules, elapsed: first };
    if (!undone && elapsed >= options.limit) return { remediated: false, rules, elapsed };
    first = undone ? elapsed : undefined;
    options.onLook?.(elapsed);
    await pause(options.interval ?? 1000, undefined, { signal: options.signal });
  }
}

function isUndone({ authorized, revoked }: IncidentResult, rules: readonly GroupRule[]): boolean {
  const present = new Set(rules.map(({ words }) => words));
  return (
    authorized.every((permission) => !present.has(permission)) &&
    revoked.every((permission) => present.has(permission))
  );
}
