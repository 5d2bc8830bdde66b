import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import type { Progress } from "@config-remediation-lab/local/support/progress";

/** What the engine does, or in a preview would do, to one resource. Secrets in it are `[secret]`. */
export type Step = StepEventMetadata;

/** A mandatory policy that isn't met. */
export interface PolicyViolation {
  readonly policy: string;
  /** `type name`; undefined for the stack as a whole. */
  readonly resource?: string;
  /** The policy's description and its message. */
  readonly message: string;
}

const activity = { name: "pulumi", announced: true } as const;

/** What the engine says when an operation failed for what it has reported before. */
const failedBefore = /^(preview|update) failed$/;

/** Reports the engine's progress, resource by resource, and keeps its steps, errors and violated policies. */
export class EngineProgress {
  readonly steps: Step[] = [];
  readonly violations: PolicyViolation[] = [];
  /** Messages of the diagnostics of severity error. */
  private readonly errors: string[] = [];
  private done = 0;

  constructor(
    private readonly operation: string,
    private readonly progress: Progress,
  ) {}

  on(event: EngineEvent): void {
    const started = event.resourcePreEvent?.metadata;
    if (started) this.steps.push(started);
    const finished = event.resOutputsEvent?.metadata;
    if (finished && finished.op !== "same" && !finished.type.startsWith("pulumi:")) {
      this.done += 1;
      const resources = this.done === 1 ? "1 resource" : `${this.done} resources`;
      this.progress(
        `pulumi ${this.operation}: ${resources}, ${finished.op} ${nameIn(finished.urn)}`,
        activity,
      );
    }
    const diagnostic = event.diagnosticEvent;
    if (diagnostic?.severity === "error") this.errors.push(diagnostic.message.trim());
    const { policyEvent } = event;
    if (policyEvent?.enforcementLevel === "mandatory") {
      const { policyName: policy, resourceUrn: urn, message } = policyEvent;
      const resource = urn && !urn.includes("::pulumi:pulumi:Stack::") ? nameIn(urn) : undefined;
      this.violations.push({ policy, resource, message: message.trim() });
    }
  }

  /** Why the operation failed: violated policies, and errors. */
  get reasons(): string[] {
    const violated = this.violations.map(({ policy, message }) => `policy ${policy}: ${message}`);
    return [...violated, ...this.otherErrors];
  }

  /** Whether violated policies are all that failed. */
  get failedByPolicies(): boolean {
    return this.violations.length > 0 && this.otherErrors.length === 0;
  }

  /** Nothing more is under way. */
  stop(): void {
    this.progress("", { ...activity, over: true });
  }

  private get otherErrors(): string[] {
    return this.violations.length > 0 ? this.errors.filter((one) => !failedBefore.test(one)) : this.errors;
  }
}

/** `urn:pulumi:stack::project::parent$type::name` -> `type name`, the type without its package and module. */
export function nameIn(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split(":").at(-1)} ${name}`;
}
