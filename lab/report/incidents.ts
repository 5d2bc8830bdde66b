import type { TimelineEntry } from "../tasks";
import type { GroupReport, Incident, StoryEvent } from "./report";

/** A group's timeline divided into incidents, with what happened in each. */
export function incidentsOf(
  group: string,
  timeline: readonly TimelineEntry[],
  required: readonly string[],
  events: readonly StoryEvent[],
): Pick<GroupReport, "incidents" | "earlier"> {
  const deviations = deviationsIn(timeline, required);
  const startOf = (index: number): number => deviations[index]?.entries[0]?.captured.getTime() ?? Infinity;
  const between = (from: number, to: number) =>
    events.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) < to);
  return {
    earlier: between(-Infinity, startOf(0)),
    incidents: deviations.map((deviation, index) => ({
      group,
      ...statesOf(deviation),
      events: between(startOf(index), startOf(index + 1)),
    })),
  };
}

/** A run of configuration items that differ from the policy, and the compliant one that ends it. */
interface Deviation {
  /** The compliant item before; absent where AWS Config found the group deviating. */
  readonly before?: TimelineEntry;
  readonly entries: TimelineEntry[];
  readonly required: readonly string[];
}

function deviationsIn(timeline: readonly TimelineEntry[], required: readonly string[]): Deviation[] {
  const deviations: Deviation[] = [];
  let current: Deviation | undefined;
  timeline.forEach((entry, index) => {
    const deviates = differs(entry, required);
    if (deviates && current === undefined) {
      const before = timeline[index - 1];
      current = { ...(before === undefined ? {} : { before }), entries: [], required };
      deviations.push(current);
    }
    current?.entries.push(entry);
    if (!deviates) current = undefined;
  });
  return deviations;
}

function statesOf({ before, entries, required }: Deviation): Omit<Incident, "group" | "events"> {
  const away = entries.map((entry, index) => index === 0 || leadsAway(entry, required));
  const worst = Math.max(0, away.lastIndexOf(true));
  // Where AWS Config found the group deviating, the last changes for the worse opened the incident, if there were any.
  const opening = before === undefined ? startOfStreak(away, worst) : 0;
  const start = before ?? entries[opening - 1];
  const last = entries.at(-1);
  const ended = last !== undefined && !differs(last, required);
  return {
    ...(start === undefined ? {} : { before: start.permissions }),
    during: entries[worst]?.permissions ?? [],
    ...(ended ? { after: last.permissions, corrected: last.captured.toISOString() } : {}),
    opened: (entries[opening]?.captured ?? new Date(0)).toISOString(),
  };
}

/** The first of the changes for the worse that follow each other up to this one. */
function startOfStreak(away: readonly boolean[], last: number): number {
  let first = last;
  while (first > 1 && away[first - 1] === true) first--;
  return first;
}

/** Whether inbound rules changed, and not only for the better. */
function leadsAway(entry: TimelineEntry, required: readonly string[]): boolean {
  return entry.added.length + entry.removed.length > 0 && !isCorrection(entry, required);
}

/** Whether a change only adds what is required and removes what isn't. */
export function isCorrection(
  { added, removed }: Pick<TimelineEntry, "added" | "removed">,
  required: readonly string[],
): boolean {
  return (
    added.length + removed.length > 0 &&
    added.every((words) => required.includes(words)) &&
    removed.every((words) => !required.includes(words))
  );
}

function differs({ permissions, status }: TimelineEntry, required: readonly string[]): boolean {
  // The item of a deleted group has no permissions, and isn't an incident.
  if (status.startsWith("ResourceDeleted")) return false;
  return (
    permissions.some((words) => !required.includes(words)) ||
    required.some((words) => !permissions.includes(words))
  );
}
