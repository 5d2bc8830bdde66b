import type { LabStackOutputs } from "../../components/labOutputs";
import type { Stage } from "../../components/configuration";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";

/** Who creates a part: the stack; a student in the console, until the stack does; the account's administrator. */
export type Creator = "stack" | "student" | "account";

/** A part of AWS Config that the stack creates from a stage on, and a student in the console before that. */
export interface Part {
  /** What it is called in a sentence. */
  name(lab: LabStackOutputs): string;
  /** The handout's task in which it is created. */
  readonly task: number;
  /** The stage from which on the stack creates it. */
  readonly stage: Stage;
  creator(lab: LabStackOutputs): Creator;
  exists(lab: LabStackOutputs, clients: AwsClients): Promise<boolean>;
}

/** How to correct a part: what the student sets in the console, or a deployment. */
export function remedy(part: Part, lab: LabStackOutputs, inConsole: string): string {
  return part.creator(lab) === "student" ? `In the console, AWS Config > ${inConsole}` : redeploy;
}

/** Whether the part can be expected. AWS is asked only about one that a student creates. */
export async function isExpected(part: Part, lab: LabStackOutputs, clients: AwsClients): Promise<boolean> {
  return part.creator(lab) !== "student" || (await part.exists(lab, clients));
}

/** What to do about a resource of the stack that is missing or was changed. */
export const redeploy = "Bring AWS back to what the program says: pulumi refresh, then pulumi up";
