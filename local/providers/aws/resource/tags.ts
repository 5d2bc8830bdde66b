import type { PropertyChange } from "../../plugin/provider";
import { unknownValue, type Values } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";
import { differences } from "../../properties/differences";
import { map, text, type Property } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";

export type Tags = Readonly<Record<string, string>>;

/** What distinguishes a resource's tags from those wanted. */
export interface TagChange {
  readonly wanted: Tags;
  /** Those of `wanted` that are new or have another value. */
  readonly set: Tags;
  /** Keys that aren't in `wanted`. */
  readonly remove: string[];
}

/** What a service identifies a tagged resource by. */
export interface Tagged {
  readonly id: string;
  readonly arn: string;
}

/** Changes a resource's tags. */
export type TagWriter = (aws: AwsAccount, resource: Tagged, change: TagChange) => Promise<void>;

/** The properties of a type that has tags. */
export const tagged = {
  tags: map(text()),
  tagsAll: map(text(), { output: true }),
} satisfies Record<string, Property>;

/** Changes tags by a service's two calls, each made only when there is something to do. */
export function taggedBy(
  set: (aws: AwsAccount, resource: Tagged, tags: Tags) => Promise<unknown>,
  remove: (aws: AwsAccount, resource: Tagged, keys: string[]) => Promise<unknown>,
): TagWriter {
  return async (aws, resource, change) => {
    if (change.remove.length > 0) await remove(aws, resource, change.remove);
    if (Object.keys(change.set).length > 0) await set(aws, resource, change.set);
  };
}

/** Tags with AWS's prefix `aws:` don't belong to the program. */
export function fromAwsTags(tags: readonly { Key?: string; Value?: string }[] | undefined): Tags {
  return Object.fromEntries(
    (tags ?? [])
      .map(({ Key = "", Value = "" }): [string, string] => [Key, Value])
      .filter(([key]) => !key.startsWith("aws:")),
  );
}

export function toAwsTags(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function tagChange(old: Tags | undefined, wanted: Tags): TagChange {
  return {
    wanted,
    set: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => old?.[key] !== value)),
    remove: Object.keys(old ?? {}).filter((key) => !(key in wanted)),
  };
}

/** The resource's own tags among all it has, without those of the provider's default tags that aren't also its own. */
export function ownTags(all: Tags, known: unknown, aws: AwsAccount): Tags {
  const own = isObject(known) ? known : {};
  const { defaultTags } = aws.settings;
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => key in own || defaultTags[key] !== value),
  );
}

/** All tags that a resource with these inputs will have, as far as they are known; undefined for none. */
export function allTags(inputs: Values, aws: AwsAccount): unknown {
  if (inputs.tags === unknownValue) return unknownValue;
  const all = aws.tags(inputs.tags as Tags | undefined);
  return Object.keys(all).length > 0 ? all : undefined;
}

/** What changes in all tags, the provider's default tags included. `news` are checked inputs. */
export function tagsAllChanges(state: Values, news: Values): PropertyChange[] {
  return differences({ tagsAll: map(text()) }, state, { tagsAll: news.tagsAll });
}
