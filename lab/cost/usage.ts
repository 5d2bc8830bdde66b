import { groupsOfAccount, labRun } from "./labRun";

/** An account with students of the lab. */
export interface LabAccount {
  /** How many stacks the account has, one for each student. A whole number, at least 1. */
  readonly students: number;
  /**
   * Whether the stacks are those of a shared account (`sharedAccount`): one recorder and one channel for all. Required to be
   * true for more than one student, since an account has one recorder.
   */
  readonly shared: boolean;
  /**
   * Whether a rule is evaluated only for the groups with its stack's tag (`ruleScope`). @default as in the program: where the
   * account is shared
   */
  readonly byTag?: boolean;
}

/** What an account uses for one run of the lab by all of its students. */
export interface Usage {
  /** Configuration items recorded. */
  readonly items: number;
  /** Invocations of the function: a rule's first evaluation of each group, then one for each change. */
  readonly invocations: number;
  /**
   * Evaluations recorded: the reports of all invocations. An invocation that finds an incident reports twice; AWS doesn't
   * document whether it charges both, so both are counted.
   */
  readonly evaluations: number;
  /** Messages published to topics: of each item, and of each change of a group's compliance. */
  readonly publishes: number;
  /** Mails to students. A shared account's channel publishes to its own topic, which the students haven't subscribed to. */
  readonly mails: number;
  /** Objects written to the history's bucket. */
  readonly files: number;
}

/**
 * @throws RangeError when `students` isn't a whole number of at least 1, or is more than one in an account that isn't shared
 */
export function usageOf({ students, shared, byTag = shared }: LabAccount): Usage {
  if (!Number.isInteger(students) || students < 1)
    throw new RangeError(`students: expected a whole number of at least 1, got ${students}`);
  if (students > 1 && !shared)
    throw new RangeError(
      `students: expected 1 in an account that isn't shared, got ${students}; an account has one recorder`,
    );
  const groups = labRun.groups * students + groupsOfAccount;
  const changes = labRun.changesBeforeRule + labRun.changesUnderRule + (byTag ? labRun.tagging : 0);
  const items = groups + changes * students;
  // By type, each student's rule is evaluated for every group of the region, whoever changed it.
  const invocations = byTag
    ? students * (labRun.groups + labRun.changesUnderRule)
    : students * (groups + labRun.changesUnderRule * students);
  const incidents = labRun.incidents * students;
  const complianceChanges = 2 * incidents;
  return {
    items,
    invocations,
    evaluations: invocations + incidents,
    publishes: items + complianceChanges,
    mails: labRun.mailsOfSubscription * students + (shared ? 0 : complianceChanges),
    files: labRun.files,
  };
}
