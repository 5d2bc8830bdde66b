import type { ConfigServiceClient } from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import { redeploy } from "./checks";
import type { TaskReport } from "./report";

/** The stack; a student in the console, while the stack's stage leaves it to them; or whoever runs the account. */
export type Maker = "stack" | "student" | "account";

/** A part of AWS Config that the stack makes from a stage on, and a student in the console before that. */
export interface Part {
  /** What it is called in a sentence. */
  name(lab: LabStackOutputs): string;
  /** The handout's task in which it is made. */
  readonly task: number;
  /** The stage from which on the stack makes it. */
  readonly stage: LabStackOutputs["stage"];
  maker(lab: LabStackOutputs): Maker;
  isThere(lab: LabStackOutputs, config: ConfigServiceClient): Promise<boolean>;
}

/** What the names of a stack end in where students share an account; else empty. */
export function nameSuffix({ configRoleName }: LabStackOutputs): string {
  return configRoleName.replace(/^AwsConfigRole/, "");
}

/** What to do about a part that isn't as the lab wants it: what the student sets in the console, or a deployment. */
export function remedy(part: Part, lab: LabStackOutputs, inConsole: string): string {
  return part.maker(lab) === "student" ? `In the console, AWS Config > ${inConsole}` : redeploy;
}

/** Can the part be expected? AWS is asked only about one that a student makes: it is there as soon as they have. */
export async function isMade(
  part: Part,
  lab: LabStackOutputs,
  config: ConfigServiceClient,
): Promise<boolean> {
  return part.maker(lab) !== "student" || (await part.isThere(lab, config));
}

/** A report that says "not yet" while nobody has made the part that a task needs, else undefined. */
export async function notYet(
  part: Part,
  lab: LabStackOutputs,
  config: ConfigServiceClient,
  task: number,
  title: string,
): Promise<TaskReport | undefined> {
  if (await isMade(part, lab, config)) return undefined;
  return {
    task,
    title,
    notYet: {
      reason: `the stack is at stage "${lab.stage}", and AWS Config has no ${part.name(lab)} yet`,
      next: `Make it in the console as the handout's Task ${part.task} says, or: pulumi config set stage ${part.stage} && pulumi up`,
    },
    checks: [],
    evidence: [],
  };
}
