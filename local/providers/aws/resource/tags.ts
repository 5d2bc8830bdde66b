import type { PropertyChange } from "../../plugin/provider";
import { unknownValue, type Values } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";
import { map, text, type Property } from "../../properties/property";
import { differences } from "../../properties/differences";
import type { AwsAccount } from "../account/awsAccount";

type Tags = Record<string, string>;

/** The tag properties that most types have. */
export const tagged = {
  tags: map(text()),
  tagsAll: map(text(), { output: true }),
} satisfies Record<string, Property>;

/** Tags of AWS's own making don't belong to the program. */
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

/** What must be written and taken away to get from one set of tags to another. */
export function tagChanges(old: Tags | undefined, wanted: Tags): { set: Tags; remove: string[] } {
  return {
    set: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => old?.[key] !== value)),
    remove: Object.keys(old ?? {}).filter((key) => !(key in wanted)),
  };
}

/** The resource's own tags among all it has: what the provider's defaults gave is left out, unless also its own. */
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

/** What changes in all tags, the provider's default tags included. `news` are inputs that were checked. */
export function tagsAllChanges(state: Values, news: Values): PropertyChange[] {
  return differences({ tagsAll: map(text()) }, state, { tagsAll: news.tagsAll });
}
