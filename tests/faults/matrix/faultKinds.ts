import type { Fault } from "../../../local/aws/faults";
import { configErrors, ec2Errors } from "./documentedErrors";

/** A call of the function, by its place in a remediation. */
export interface CallPlace {
  readonly name: string;
  readonly call: string;
  /** Which of the operation's calls it is in an undisturbed remediation, counted from 1. */
  readonly number: number;
}

/** The function's calls in the order of an undisturbed remediation. */
export const places = {
  describe: { name: "describe", call: "ec2:DescribeSecurityGroups", number: 1 },
  reportFound: { name: "report what was found", call: "config:PutEvaluations", number: 1 },
  authorize: { name: "authorize", call: "ec2:AuthorizeSecurityGroupIngress", number: 1 },
  revoke: { name: "revoke", call: "ec2:RevokeSecurityGroupIngress", number: 1 },
  describeAgain: { name: "describe again", call: "ec2:DescribeSecurityGroups", number: 2 },
  reportDone: { name: "report the result", call: "config:PutEvaluations", number: 2 },
} as const satisfies Readonly<Record<string, CallPlace>>;

/** How a call fails. */
export interface FaultKind {
  readonly name: string;
  readonly fault: Pick<Fault, "effect" | "code" | "status"> | "failedEvaluations";
}

/** Ways to fail of every call, beside the documented errors. */
export const connectionFaults: readonly FaultKind[] = [
  { name: "connection cut before the work", fault: { effect: "cut" } },
  { name: "work done, answer lost, connection cut", fault: { effect: "lose" } },
  { name: "work done, answered with 500", fault: { effect: "lose", code: "InternalError", status: 500 } },
  {
    name: "work done, answered with throttling",
    fault: { effect: "lose", code: "RequestLimitExceeded", status: 503 },
  },
];

const codes = (errors: readonly (readonly [string, number])[]): FaultKind[] =>
  errors.map(([code, status]) => ({ name: `\`${code}\``, fault: { effect: "error", code, status } }));

/** Every way to fail of a call. */
export function kindsOf({ call }: CallPlace): FaultKind[] {
  if (call === places.reportFound.call) {
    const failed: FaultKind = { name: "answered with `FailedEvaluations`", fault: "failedEvaluations" };
    return [...codes(configErrors), failed, ...connectionFaults];
  }
  const operation = call.split(":")[1] as keyof typeof ec2Errors;
  return [...codes(ec2Errors[operation]), ...connectionFaults];
}
