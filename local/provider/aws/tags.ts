import { type PropertyChange } from "../plugin/provider";
import { hasUnknown, isObject, unknownValue, type Values } from "../plugin/values";
import { map, text, type Property } from "../resources/property";
import { differences } from "../resources/diff";
import type { Aws } from "./aws";

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
export function ownTags(all: Tags, known: unknown, aws: Aws): Tags {
  const own = isObject(known) ? known : {};
  const { defaultTags } = aws.settings;
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => key in own || defaultTags[key] !== value),
  );
}

/** All tags that a resource with these inputs will have, as far as a preview knows them. */
export function previewTags(inputs: Values, aws: Aws): unknown {
  if (inputs.tags === unknownValue) return unknownValue;
  return aws.tags(inputs.tags as Tags | undefined);
}

/** What changes in `tagsAll` by the provider's default tags, which no input of the resource shows. */
export function defaultTagChanges(state: Values, news: Values, aws: Aws): PropertyChange[] {
  const wanted = previewTags(news, aws);
  if (hasUnknown(wanted)) return [];
  const old = isObject(state.tagsAll) ? state.tagsAll : {};
  return differences({ tagsAll: map(text()) }, { tagsAll: old }, { tagsAll: wanted }).map((change) => ({
    ...change,
    input: false,
  }));
}
