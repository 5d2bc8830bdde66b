import type { Interceptor } from "@config-remediation-lab/local/aws/faults";

/** A call that the function made. */
export interface ReplayedCall {
  /** As IAM names it: `ec2:DescribeSecurityGroups`. */
  readonly call: string;
  /** Of PutEvaluations. */
  readonly evaluations?: readonly { readonly compliance: string; readonly annotation: string }[];
}

interface Reported {
  readonly Evaluations?: readonly { readonly ComplianceType: string; readonly Annotation?: string }[];
}

/**
 * Notes the function's calls. PutEvaluations is answered here: the event's result token is of a rule that isn't on this
 * machine.
 */
export function recordCalls(calls: ReplayedCall[]): Interceptor {
  return {
    intercept: async ({ caller, service, operation, json }, carryOut) => {
      if (caller.kind !== "role" || service === "logs") return carryOut();
      if (operation !== "PutEvaluations") {
        calls.push({ call: `${service}:${operation}` });
        return carryOut();
      }
      const evaluations = ((json as Reported).Evaluations ?? []).map(
        ({ ComplianceType, Annotation = "" }) => ({
          compliance: ComplianceType,
          annotation: Annotation,
        }),
      );
      calls.push({ call: `${service}:${operation}`, evaluations });
      const headers = { "content-type": "application/x-amz-json-1.1" };
      return { status: 200, headers, body: JSON.stringify({ FailedEvaluations: [] }) };
    },
  };
}
