import type { LocalSession } from "@config-remediation-lab/local/session";
import type { LabClients } from "../stack/clients";
import type { Table } from "../output/table";
import type { Check, TaskReport } from "../tasks/report";
import type { Inventory } from "./inventory";
import type { Mailbox } from "./mailbox";
import type { Outsider } from "./outsider";
import type { LabStack } from "./labStack";

/** What the steps share. */
export interface Rehearsal {
  readonly session: LocalSession;
  readonly clients: LabClients;
  readonly stack: LabStack;
  readonly mailbox: Mailbox;
  /** A security group that isn't the lab's. */
  readonly outsider: Outsider;
  /** What the account held before the lab. */
  readonly inventory: Inventory;
  /** Aborted by Ctrl-C; whatever waits, waits with it. */
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

/** What a step saw. */
export interface Seen {
  readonly checks: readonly Check[];
  readonly evidence: readonly Table[];
}

/** One step of the rehearsal, in a file of its own. */
export interface Step {
  readonly title: string;
  /** Does it and looks at it. A check that isn't met fails the rehearsal; so does whatever is thrown. */
  run(rehearsal: Rehearsal): Promise<Seen>;
}

/** A check of equality, told by both values. */
export function same(what: string, expected: string, seen: string, hint?: string): Check {
  return { what, expected, seen, ok: expected === seen, hint };
}

/** The checks and evidence of several looks together. */
export function together(...parts: readonly (Seen | TaskReport)[]): Seen {
  return {
    checks: parts.flatMap(({ checks }) => checks),
    evidence: parts.flatMap(({ evidence }) => evidence),
  };
}
