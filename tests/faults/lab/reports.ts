import { performance } from "node:perf_hooks";
import type { Interceptor } from "../../../local/aws/faults";

/** A report on a group that AWS Config has accepted. */
export interface Report {
  readonly groupId: string;
  readonly compliance: string;
  readonly annotation: string;
  /** By `performance.now()`. */
  readonly at: number;
}

interface Evaluation {
  readonly ComplianceResourceId: string;
  readonly ComplianceType: string;
  readonly Annotation: string;
}

/** Collects the reports that AWS Config accepts. */
export class Reports implements Interceptor {
  /** In order. */
  readonly all: Report[] = [];

  readonly intercept: Interceptor["intercept"] = async ({ service, operation, json }, carryOut) => {
    const answer = await carryOut();
    if (service !== "config" || operation !== "PutEvaluations") return answer;
    const { Evaluations } = json as { Evaluations: readonly Evaluation[] };
    for (const { ComplianceResourceId, ComplianceType, Annotation } of Evaluations) {
      this.all.push({
        groupId: ComplianceResourceId,
        compliance: ComplianceType,
        annotation: Annotation,
        at: performance.now(),
      });
    }
    return answer;
  };

  /** Forgets what was reported until now. */
  clear(): void {
    this.all.length = 0;
  }
}
