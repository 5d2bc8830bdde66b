import type { LogLine } from "../functionLog/logLine";
import type { ComplianceNotice } from "../mail/complianceNotices";
import type { TimelineEntry } from "../tasks";
import { isCorrection } from "./incidents";
import type { EventKind, StoryEvent } from "./report";

/** What AWS recorded of one group. */
export interface Records {
  readonly timeline: readonly TimelineEntry[];
  readonly log: readonly LogLine[];
  readonly notices: readonly ComplianceNotice[];
}

/** Everything that happened to a group, in order of time. */
export function storyOf(
  name: string,
  { timeline, log, notices }: Records,
  required: readonly string[],
): StoryEvent[] {
  const events = [
    ...timeline.map((entry, index) => ofItem(name, entry, index === 0, required)),
    ...log.filter(({ level }) => level !== "debug").map((line) => ofLine(name, line)),
    ...notices.map((notice) => ofNotice(name, notice)),
  ];
  return events.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function ofItem(name: string, entry: TimelineEntry, first: boolean, required: readonly string[]): StoryEvent {
  const { item, captured, added, removed, status } = entry;
  const correction = !first && isCorrection(entry, required);
  // An item is recorded for other changes too: of tags, egress rules, interfaces.
  const same = !first && added.length + removed.length === 0;
  return {
    at: captured.toISOString(),
    kind: correction ? "correction" : same ? "report" : "change",
    what: headline(name, status, { first, correction, same }),
    added,
    removed,
    source: `configuration item ${item.configurationStateId ?? ""}`.trim(),
    record: indented({ ...item, configuration: parsed(item.configuration) }),
  };
}

interface Character {
  readonly first: boolean;
  readonly correction: boolean;
  readonly same: boolean;
}

function headline(name: string, status: string, { first, correction, same }: Character): string {
  if (status.startsWith("ResourceDeleted")) return `AWS Config recorded that ${name} was deleted`;
  if (first) return `AWS Config recorded ${name} for the first time`;
  if (same) return `AWS Config recorded ${name} with the same inbound rules`;
  return `AWS Config recorded a ${correction ? "correction" : "change"} of ${name}`;
}

const kinds: readonly [start: string, kind: EventKind][] = [
  ["reporting", "report"],
  ["authorizing", "action"],
  ["revoking", "action"],
];

/** A line of the function's log. Its own messages begin with what it does: see remediation/. */
function ofLine(name: string, line: LogLine): StoryEvent {
  const { time, level, message, groupId = name, permissions, details } = line;
  const kind = level === "info" ? kinds.find(([start]) => message.startsWith(start))?.[1] : "problem";
  const { annotation } = details;
  return {
    at: time.toISOString(),
    kind: kind ?? "report",
    what: `The function: ${message.replaceAll(groupId, name)}`,
    ...(message.startsWith("authorizing") ? { added: permissions } : {}),
    ...(message.startsWith("revoking") ? { removed: permissions } : {}),
    ...(typeof annotation === "string" ? { note: annotation } : {}),
    source: "log of the function",
    record: indented({ level, message, groupId, permissions, ...details }),
  };
}

function ofNotice(name: string, { mail, compliance, annotation, message }: ComplianceNotice): StoryEvent {
  return {
    at: mail.Date,
    kind: "mail",
    what: `Mail: ${name} is ${compliance}`,
    note: annotation,
    source: "mail",
    // Not the whole mail: anyone could unsubscribe by the link in it.
    record: `Subject: ${mail.Subject}\n\n${indented(message)}`,
  };
}

function parsed(text: string | undefined): unknown {
  return text === undefined || text === "" ? text : (JSON.parse(text) as unknown);
}

const indented = (value: unknown): string => JSON.stringify(value, undefined, 2);
