import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LocalSession } from "@config-remediation-lab/local/session";
import type { Progress } from "@config-remediation-lab/local/support/progress";
import type { Findings } from "../findings";
import type { Inventory } from "./account/inventory";
import type { Outsider } from "./account/outsider";
import type { RehearsalStack } from "./rehearsalStack";
import type { StoryLine } from "./storyLine";

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
  readonly progress: Progress;
}

/** What a step found. */
export interface StepFindings extends Findings {
  /** What it adds to the story of the incident. @default nothing */
  readonly story?: readonly StoryLine[];
  /** What it shows, in a line, when every check is met. */
  readonly shown?: Shown;
}

/** A line at the end of a rehearsal: `Removed   everything of the lab: …`. */
export interface Shown {
  /** One word. */
  readonly what: string;
  readonly text: string;
}

/** One step of the rehearsal. */
export interface Step {
  /** At most `titleWidth` characters: it's shown in a line with checks and time. */
  readonly title: string;
  /** Acts and examines. The step fails if a check isn't met, or if this throws. */
  run(rehearsal: Rehearsal): Promise<StepFindings>;
}
