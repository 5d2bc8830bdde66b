import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LocalSession } from "@config-remediation-lab/local/session";
import type { Findings } from "../findings";
import type { Inventory } from "./account/inventory";
import type { Outsider } from "./account/outsider";
import type { RehearsalStack } from "./rehearsalStack";

/** What the steps share. */
export interface Rehearsal {
  readonly session: LocalSession;
  readonly clients: AwsClients;
  readonly stack: RehearsalStack;
  /** A security group outside the lab. */
  readonly outsider: Outsider;
  /** What the account had before the lab. */
  readonly inventory: Inventory;
  /** Aborted by Ctrl-C; every wait ends with it. */
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

/** One step of the rehearsal. */
export interface Step {
  readonly title: string;
  /** Acts and examines. The step fails if a check isn't met, or if this throws. */
  run(rehearsal: Rehearsal): Promise<Findings>;
}
