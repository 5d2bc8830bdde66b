import type { TaskReport } from "../tasks";

/** Everything that a lab's page shows, as data. Times are ISO 8601, permissions are in words. */
export interface LabReport {
  readonly generated: string;
  /** @default the selected stack, whose name isn't known */
  readonly stack?: string;
  readonly accountId: string;
  readonly region: string;
  readonly stage: string;
  readonly mode: string;
  readonly scope: string;
  /** What a group must have, and nothing else. */
  readonly required: readonly string[];
  readonly parts: readonly LabPart[];
  readonly groups: readonly GroupReport[];
  readonly tasks: readonly TaskReport[];
  /** The function's log about the lab's groups, oldest first. */
  readonly log: readonly LoggedLine[];
  /** undefined where mails can't be read: on AWS they are in the student's mailbox. */
  readonly mails?: readonly ReportedMail[];
}

/** The names of what the picture shows, in its order of reading. */
export const partNames = [
  "network",
  "group",
  "recorder",
  "bucket",
  "rule",
  "function",
  "logGroup",
  "topic",
] as const;
export type PartName = (typeof partNames)[number];

/** A part of the lab, as the stack's outputs name it. */
export interface LabPart {
  readonly part: PartName;
  /** E.g. `Security group`. */
  readonly kind: string;
  /** Its name; what will create it, while it doesn't exist. */
  readonly name: string;
  /** Its id or ARN. */
  readonly id: string;
  /** Who may do what with it, or what it does. */
  readonly does: string;
  /** Whether the stack has it. At an early stage a student may have created it in the console. */
  readonly present: boolean;
}

/** One of the lab's groups and what happened to it. */
export interface GroupReport {
  readonly id: string;
  readonly name: string;
  /** Inbound rules at the time of the report. */
  readonly rules: readonly { readonly ruleId: string; readonly words: string }[];
  readonly incidents: readonly Incident[];
  /** What happened before the first incident. */
  readonly earlier: readonly StoryEvent[];
}

/** A deviation from the policy, from the change that caused it to the state that ended it. */
export interface Incident {
  readonly group: string;
  /** Absent when AWS Config found the group like this. */
  readonly before?: readonly string[];
  readonly during: readonly string[];
  /** Absent while the group deviates. */
  readonly after?: readonly string[];
  readonly opened: string;
  /** When AWS Config captured the compliant group. */
  readonly corrected?: string;
  /** Up to the next incident. */
  readonly events: readonly StoryEvent[];
}

export type EventKind = "change" | "correction" | "report" | "action" | "mail" | "problem";

/** Something that happened to a group, with what AWS recorded of it. */
export interface StoryEvent {
  readonly at: string;
  readonly kind: EventKind;
  readonly what: string;
  /** Permissions that were added, with `added`, or are gone, with `removed`. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  /** E.g. the annotation. */
  readonly note?: string;
  /** Where the record is from, e.g. `configuration item`. */
  readonly source: string;
  /** The record itself, as text. */
  readonly record: string;
}

export interface LoggedLine {
  readonly at: string;
  readonly level: string;
  readonly message: string;
  readonly permissions: readonly string[];
}

export interface ReportedMail {
  readonly at: string;
  readonly subject: string;
}
