import { setTimeout as pause } from "node:timers/promises";
import { reached } from "../../components/configuration";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { LabError } from "../failures";
import { findRule, ruleName } from "../stack/rule";
import { effectOf, type Effect } from "./effect";
import { readGroupRules, type GroupRule } from "./groupRules";
import type { IncidentResult } from "./incident";

export interface WatchOptions {
  /** Milliseconds after which it stops. AWS Config delivers a change within 1 to 15 minutes. */
  readonly limit: number;
  /** Milliseconds between two looks. @default 1000 */
  readonly interval?: number;
  /** Ends the wait early: `watchRemediation` then throws an AbortError. */
  readonly signal?: AbortSignal;
  /** Called after every look that shows no remediation yet, with the milliseconds since the start. */
  readonly onLook?: (elapsed: number) => void;
}

export interface WatchResult {
  readonly remediated: boolean;
  /** The group's rules at the last look. */
  readonly rules: readonly GroupRule[];
  /** Milliseconds from the start to the look that first showed it remediated, else to the last one. */
  readonly elapsed: number;
}

/**
 * AWS is asked for the rule: a student may have created it in the console.
 *
 * @throws LabError when nothing on this stack remediates an incident, so that waiting for it can't succeed
 */
export async function requireRemediation(lab: LabStackOutputs, clients: AwsClients): Promise<void> {
  if ((await findRule(lab, clients)) === undefined) {
    throw new LabError(
      `There is no rule ${ruleName(lab)} in ${lab.region}, so nothing remediates an incident.`,
      { code: "NothingRemediates", next: `${createRule(lab)} (or omit --watch)` },
    );
  }
  if (lab.mode === "report") {
    throw new LabError(
      'The stack\'s mode is "report": the function reports what it would do and changes nothing.',
      {
        code: "NothingRemediates",
        next: "Enforce the policy: pulumi config set mode enforce && pulumi up (or omit --watch)",
      },
    );
  }
}

/** A recorder created in the console has the name of the stack's, so that the next stage would be rejected. */
function createRule({ stage, ruleName: ofStack }: LabStackOutputs): string {
  const byCode = "pulumi config set stage remediated && pulumi up";
  if (ofStack !== undefined) return "Create it again: pulumi refresh, then pulumi up";
  if (reached(stage, "monitored")) return `Continue with Task 5: create it in the console, or ${byCode}`;
  return `Continue with Tasks 3 and 5 in the console; only if you have created nothing there, ${byCode}`;
}

/**
 * Polls the group until the incident is remediated, or until the time limit. Two looks in a row must agree that it is:
 * EC2 is eventually consistent, and may return the rules as they were before the incident.
 * https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
 */
export async function watchRemediation(
  lab: LabStackOutputs,
  clients: AwsClients,
  incident: IncidentResult,
  options: WatchOptions,
): Promise<WatchResult> {
  const start = Date.now();
  const effect = effectOf(lab, incident);
  let first: number | undefined;
  for (;;) {
    const rules = await readGroupRules(clients, incident.groupId);
    const elapsed = Date.now() - start;
    const undone = isUndone(effect, rules);
    if (undone && first !== undefined) return { remediated: true, rules, elapsed: first };
    if (!undone && elapsed >= options.limit) return { remediated: false, rules, elapsed };
    first = undone ? elapsed : undefined;
    options.onLook?.(elapsed);
    await pause(options.interval ?? 1000, undefined, { signal: options.signal });
  }
}

function isUndone({ revokes, authorizes }: Effect, rules: readonly GroupRule[]): boolean {
  const present = new Set(rules.map(({ words }) => words));
  return (
    revokes.every((permission) => !present.has(permission)) &&
    authorizes.every((permission) => present.has(permission))
  );
}
