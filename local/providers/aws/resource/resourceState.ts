import type { AwsAccount } from "../account/awsAccount";
import { ownTags } from "./tags";
import { unknownValue, type Values } from "../../plugin/propertyValues";
import { isSame } from "../../properties/equality";
import type { Properties } from "../../properties/property";
import type { AnyResourceType } from "./resourceType";

/**
 * A resource's state out of what AWS tells of it: with what AWS never tells taken from what was known before, and a
 * value that means the same kept as it was spelled before.
 */
export function settledState(type: AnyResourceType, found: Values, known: Values, aws: AwsAccount): Values {
  const all = found.tagsAll as Record<string, string> | undefined;
  const told: Values = {
    ...found,
    ...(all ? { tags: ownTags(all, known.tags, aws) } : {}),
    ...("region" in type.properties ? { region: aws.region } : {}),
  };
  const state: Values = {};
  for (const [name, property] of Object.entries(type.properties as Properties)) {
    const before = known[name];
    const value = property.unread ? (told[name] ?? before) : told[name];
    const spelled = property.type === "text" || property.element?.type === "text";
    const keepSpelling =
      spelled && !property.output && before !== undefined && isSame(property, before, value);
    const settled = keepSpelling ? before : value;
    if (settled !== undefined) state[name] = settled;
  }
  return state;
}

/** What a preview can say of a resource that will be made, or with `old` changed. */
export function previewedState(type: AnyResourceType, inputs: Values, aws: AwsAccount, old?: Values): Values {
  const state: Values = {};
  for (const [name, property] of Object.entries(type.properties as Properties)) {
    const open = property.output || property.computed;
    const before = property.volatile ? undefined : old?.[name];
    const value = inputs[name] ?? (open ? (before ?? unknownValue) : undefined);
    if (value !== undefined) state[name] = value;
  }
  if ("region" in type.properties) state.region = aws.region;
  // All tags are known from the inputs, so none means that there are none.
  if ("tagsAll" in type.properties) state.tagsAll = inputs.tagsAll ?? {};
  return state;
}
