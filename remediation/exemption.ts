import type { Tag } from "@aws-sdk/client-ec2";

/** The tag that exempts a group, where the stack's configuration has `exemptions`. */
export const exemptionTag = "config-remediation-lab:exempt-until";

/** Whether a group is exempt. */
export interface Exemption {
  /** The date up to which it is, as the tag has it. Absent: it isn't. */
  readonly until?: string;
  /** Why a tag that is there exempts nothing. */
  readonly fault?: string;
}

/**
 * Reads a group's exemption. The date is written `2026-12-31` and includes that day, in UTC.
 *
 * @param now milliseconds since 1970
 */
export function readExemption(tags: readonly Tag[], now: number): Exemption {
  const value = tags.find(({ Key }) => Key === exemptionTag)?.Value;
  if (value === undefined) return {};
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T23:59:59.999Z`) : NaN;
  // Date.parse turns the 30th of February into a day of March.
  if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== value)
    return { fault: `expected a date like 2026-12-31, got ${JSON.stringify(value)}` };
  return now <= day ? { until: value } : { fault: `${value} is past` };
}
