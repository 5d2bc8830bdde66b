import type { LabStackOutputs } from "../components/labOutputs";

export interface StackSelection {
  /** @default the stack selected in the folder */
  readonly stack?: string;
  /** Folder with the project's Pulumi.yaml. @default the clone this command belongs to */
  readonly cwd?: string;
}

/** The outputs of a stack of this program, read through the Pulumi CLI. */
export async function readStack(_selection: StackSelection): Promise<LabStackOutputs> {
  throw new Error("being written");
}
