import type { Tag } from "@aws-sdk/client-config-service";
import { AwsError } from "../service";

/** A resource of AWS Config's own takes at most 50 tags. */
const tagLimit = 50;

/** The tags of recorders and rules, by ARN. */
export class TagSets {
  private readonly byArn = new Map<string, Map<string, string>>();

  /** Starts a resource's tags. Until then it has none to be listed or changed. */
  create(arn: string, tags: readonly Tag[] = []): void {
    this.byArn.set(arn, new Map());
    this.add(arn, tags);
  }

  delete(arn: string): void {
    this.byArn.delete(arn);
  }

  /** @throws AwsError `ResourceNotFoundException`, or `TooManyTagsException` over 50. */
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
