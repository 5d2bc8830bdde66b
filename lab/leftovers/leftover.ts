/** Something on AWS that isn't the stack's and keeps it from being destroyed, or that an interrupted update left. */
export interface Leftover {
  /** @example "network interface" */
  readonly kind: string;
  /** @example "eni-0a1b2c3d4e5f60718" */
  readonly id: string;
  /** What it is called or for. */
  readonly name?: string;
  /** Commands of the AWS CLI that remove it, in this order. */
  readonly commands: readonly string[];
}

/** The value of the tag Name. */
export function nameIn(tags: readonly { Key?: string; Value?: string }[] | undefined): string | undefined {
  return tags?.find(({ Key }) => Key === "Name")?.Value;
}
