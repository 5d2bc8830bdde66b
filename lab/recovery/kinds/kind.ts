import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";

/** A resource of the stack's state, as `pulumi stack export` prints it. */
export interface StateResource {
  readonly urn: string;
  /** @example "aws:ec2/subnet:Subnet" */
  readonly type: string;
  /** The last part of the URN. @example "network-vpc-public-1" */
  readonly name: string;
  /** What the provider knows it by. */
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** How a type of resource is found and deleted by AWS's API, independently of the engine and its providers. */
export interface ResourceKind {
  /**
   * How many of it the account has. Found by what is fixed (a name, a tag, the resource that it belongs to) rather than by the
   * id, so that one that was left behind counts too.
   */
  count(resource: StateResource, clients: AwsClients): Promise<number>;
  /** Deletes it as somebody would in the console, with everything that AWS requires to go first. */
  remove(resource: StateResource, clients: AwsClients): Promise<void>;
  /** What has to go first or goes with it, for the reader. @default it is deleted alone */
  readonly note?: string;
}

/** An output of the resource that is text. @throws where it isn't */
export function text({ name, outputs }: StateResource, output: string): string {
  const value = outputs[output];
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`${name}: expected the output ${output} to be text, got ${JSON.stringify(value)}`);
}

/** 1 for something, 0 for nothing. */
export function one(found: unknown): number {
  return found === undefined || found === false ? 0 : 1;
}
