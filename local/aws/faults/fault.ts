/**
 * What becomes of a call.
 * - `error`: it isn't carried out, and answered with an error code.
 * - `throttle`: the same, with the code by which the service throttles.
 * - `unavailable`: the same, with the code of a failure on the service's side (5xx).
 * - `hang`: it isn't carried out and never answered.
 * - `cut`: it isn't carried out, and the connection is closed.
 * - `lose`: it is carried out, and its answer lost: the connection is closed, or `code` is answered instead.
 */
export const effects = ["error", "throttle", "unavailable", "hang", "cut", "lose"] as const;

export type Effect = (typeof effects)[number];

/** A fault of AWS that is played. */
export interface Fault {
  /** Signing name of the service and operation, `*` standing for any. @example "ec2:AuthorizeSecurityGroupIngress" */
  readonly call: string;
  readonly effect: Effect;
  /** AWS's error code; required by `error`, possible with `lose`. @example "RulesPerSecurityGroupLimitExceeded" */
  readonly code?: string;
  /** HTTP status of the error. @default 400, 500 with `lose` */
  readonly status?: number;
  /** Message of the error. @default one that says which fault it is */
  readonly message?: string;
  /** Name of the role that must have made the call. @default any caller @example "AwsConfigLambdaSGRole" */
  readonly caller?: string;
  /** Text that the request must contain, such as a group's id. @default any request */
  readonly about?: string;
  /** Which of the matching calls, counted from 1. @default every one @example [1, 3] */
  readonly nth?: number | readonly number[];
  /** The first of the matching calls that it strikes; it then strikes all that follow. @default 1 */
  readonly from?: number;
  /** Probability of striking each of these calls, above 0 and at most 1. @default 1 */
  readonly probability?: number;
}

/** The content of a faults file. */
export interface FaultPlan {
  /** Of the random numbers behind `probability`: the same seed and calls give the same faults. @default 1 */
  readonly seed?: number;
  /** Of several that strike a call, the first takes effect. */
  readonly faults: readonly Fault[];
}
