import { LabError } from "../failures";
import { pulumiStack, type StackSelection } from "./stack";

/** A resource in the state of a stack. */
export interface StateResource {
  /** @example "aws:ec2/vpc:Vpc" */
  readonly type: string;
  /** The last part of the URN. @example "network-vpc" */
  readonly name: string;
  /** What AWS knows it by; absent for a component, and for what is being created. */
  readonly id?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What the state of a stack holds, whether its last update, or destroy, succeeded or not. */
export interface StackState {
  readonly resources: readonly StateResource[];
  /** What was being created when an update was killed: it may exist on AWS, and the stack doesn't know. */
  readonly interrupted: readonly StateResource[];
}

interface Exported {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

interface Export {
  readonly deployment?: {
    readonly resources?: readonly Exported[];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: Exported }[];
  };
}

/**
 * The state of a stack, read through the Pulumi CLI; without the values of secrets.
 *
 * @throws LabError when there is no CLI, no such stack, or the stack was never deployed
 */
export async function readState(selection: StackSelection = {}): Promise<StackState> {
  const { deployment } = JSON.parse(await pulumiStack(["export"], selection)) as Export;
  const resources = (deployment?.resources ?? []).map(resourceIn);
  const interrupted = (deployment?.pending_operations ?? [])
    .filter(({ type }) => type === "creating")
    .map(({ resource }) => resourceIn(resource));
  if (resources.length + interrupted.length > 0) return { resources, interrupted };
  throw new LabError("The stack is empty: it was never deployed, or it was destroyed completely.", {
    code: "NeverDeployed",
    next: "Deploy it: pulumi up",
  });
}

function resourceIn({ urn, type, id, inputs = {}, outputs = {} }: Exported): StateResource {
  return { type, id, inputs, outputs, name: urn.split("::").at(-1) ?? urn };
}
