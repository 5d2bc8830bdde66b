import { unknownValue, type Values } from "../../plugin/propertyValues";
import { isSame } from "../../properties/equality";
import type { AwsAccount } from "../account/awsAccount";
import type { AnyResourceType } from "./resourceType";
import { ownTags, type Tags } from "./tags";

/**
 * A resource's state from what AWS returns about it: what AWS never returns is taken from what was known before, and a
 * value of the same meaning keeps its previous spelling.
 */
export function settledState(type: AnyResourceType, found: Values, known: Values, aws: AwsAccount): Values {
  const returned: Values = {
    ...found,
    ...(type.tags ? { tags: ownTags(found.tagsAll as Tags, known.tags, aws) } : {}),
    ...(type.global ? {} : { region: aws.region }),
  };
  const state: Values = {};
  for (const [name, property] of Object.entries(type.properties)) {
    const before = known[name];
    const value = property.unread ? (returned[name] ?? before) : returned[name];
    const spelled = property.type === "text" || property.element?.type === "text";
    const keepSpelling =
      spelled && !property.output && before !== undefined && isSame(property, before, value);
    const settled = keepSpelling ? before : value;
    if (settled !== undefined) state[name] = settled;
  }
  return state;
}

/** What a preview knows about a resource that will be created, or with `old` changed. */
export function previewedState(type: AnyResourceType, inputs: Values, aws: AwsAccount, old?: Values): Values {
  const state: Values = {};
  for (const [name, property] of Object.entries(type.properties)) {
    const open = property.output || property.computed;
    const before = property.volatile ? undefined : old?.[name];
    const value = inputs[name] ?? (open ? (before ?? unknownValue) : undefined);
    if (value !== undefined) state[name] = value;
  }
  if (!type.global) state.region = aws.region;
  // All tags are known from the inputs, so none means that there are none.
  if (type.tags) state.tagsAll = inputs.tagsAll ?? {};
  return state;
}
