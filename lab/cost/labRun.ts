/**
 * What one student does and the lab does for it, as the handout has it: the recorder first, then the incident on LabSG1,
 * then the rule, whose first evaluation remediates LabSG1 and the VPC's default group, then a second incident on one of
 * the two.
 */
export const labRun = {
  /** LabSG1 and the VPC's default group. Each is an item when the recorder starts, and evaluated when the rule is created. */
  groups: 2,
  /** The incident. An item each; there is no rule yet. */
  changesBeforeRule: 1,
  /** The VPC's default group gets the tag by which the rule selects it. An item; there is no rule yet. */
  tagging: 1,
  /**
   * An item each, and an evaluation by each rule: the function's two calls for each group (authorize, revoke), then the
   * second incident and its revocation.
   */
  changesUnderRule: 6,
  /** Evaluations that find an incident: they report NON_COMPLIANT, remediate, and report COMPLIANT. */
  incidents: 3,
  /** The confirmation of the subscription. */
  mailsOfSubscription: 1,
  /** The test of the bucket when the channel is created, a history file and a snapshot. */
  files: 3,
} as const;

/** The default group of the account's default VPC, which is recorded and evaluated too. */
export const groupsOfAccount = 1;

/** An invocation of the function. */
export const invocation = {
  /** Gigabytes: the function's memory. */
  memory: 0.25,
  /** Seconds, cold start included; most take less. */
  duration: 1,
  /** Bytes of log. A remediation with `debug` writes that much, the others less. */
  log: 4_000,
} as const;
