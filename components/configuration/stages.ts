/** How far the lab is built, in order: each stage has what the one before it has, and more. */
export const stages = ["environment", "monitored", "remediated"] as const;

/** `environment`: Task 1. `monitored`: Task 3 as well. `remediated`: Task 5 as well. */
export type Stage = (typeof stages)[number];

/** Whether a lab at `stage` has what stage `wanted` adds. */
export function reached(stage: Stage, wanted: Stage): boolean {
  return stages.indexOf(stage) >= stages.indexOf(wanted);
}
