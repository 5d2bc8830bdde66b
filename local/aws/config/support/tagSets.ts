import type { Tag } from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";

/** AWS's limit of tags on a recorder or rule. */
const tagLimit = 50;

/** The tags of recorders and rules, by ARN. */
export class TagSets {
  private readonly byArn = new Map<string, Map<string, string>>();

  /** Registers a resource with its tags; before that, its tags can be neither listed nor changed. */
  create(arn: string, tags: readonly Tag[] = []): void {
    this.byArn.set(arn, new Map());
    this.add(arn, tags);
  }

  delete(arn: string): void {
    this.byArn.delete(arn);
  }

  /** @throws AwsError `ResourceNotFoundException`, or `TooManyTagsException`. */
  add(arn: string, tags: readonly Tag[]): void {
    const merged = new Map(this.require(arn));
    for (const { Key = "", Value = "" } of tags) merged.set(Key, Value);
    if (merged.size > tagLimit) {
      throw new AwsError("TooManyTagsException", `The resource ${arn} can have at most ${tagLimit} tags.`);
    }
    this.byArn.set(arn, merged);
  }

  /** @throws AwsError `ResourceNotFoundException` */
  remove(arn: string, keys: readonly string[]): void {
    const tags = this.require(arn);
    for (const key of keys) tags.delete(key);
  }

  /** @throws AwsError `ResourceNotFoundException` */
  list(arn: string): Tag[] {
    return [...this.require(arn)].map(([Key, Value]) => ({ Key, Value }));
  }

  private require(arn: string): Map<string, string> {
    const tags = this.byArn.get(arn);
    if (!tags) throw new AwsError("ResourceNotFoundException", `ResourceArn '${arn}' does not exist`);
    return tags;
  }
}
