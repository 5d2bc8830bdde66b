import { reached } from "../../components/configuration";
import type { LabStackOutputs } from "../../components/labOutputs";
import { requiredInWords } from "../stack/labGroups";
import type { IncidentResult } from "./incident";

/** What the remediation does about a change of a group's rules, by the stack's policy. Permissions in words. */
export interface Effect {
  readonly revokes: readonly string[];
  readonly authorizes: readonly string[];
}

type Change = Pick<IncidentResult, "authorized" | "revoked">;

/** Derived from what was changed, not from what an incident is meant to change: a policy may require what it opens. */
export function effectOf(lab: LabStackOutputs, { authorized, revoked }: Change): Effect {
  const required = new Set(requiredInWords(lab));
  return {
    revokes: authorized.filter((permission) => !required.has(permission)),
    authorizes: revoked.filter((permission) => required.has(permission)),
  };
}

/** Whether the remediation has anything to do about it. */
export function isEmpty({ revokes, authorizes }: Effect): boolean {
  return revokes.length + authorizes.length === 0;
}

/** The same as the end of a sentence: `it revokes TCP 22 from 0.0.0.0/0.` */
export function effectInWords(lab: LabStackOutputs, change: Change): string {
  if (change.authorized.length + change.revoked.length === 0) return "nothing, since nothing was changed.";
  const effect = effectOf(lab, change);
  if (isEmpty(effect)) return "nothing, since the policy allows this change.";
  if (lab.mode === "report") return 'in mode "report" it reports the change and reverts nothing.';
  const actions = [
    ...(effect.revokes.length > 0 ? [`revokes ${effect.revokes.join(" and ")}`] : []),
    ...(effect.authorizes.length > 0 ? [`authorizes ${effect.authorizes.join(" and ")} again`] : []),
  ].join(", and ");
  if (reached(lab.stage, "remediated")) return `it ${actions}.`;
  return `once Task 5 is done, it ${actions}.`;
}
