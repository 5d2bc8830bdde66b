import type { PropertyChange } from "../../plugin/provider";
import type { Values } from "../../plugin/propertyValues";
import { defaultsOf } from "../../properties/defaults";
import { topLevelName } from "../../plugin/propertyPath";
import type { AnyResourceType } from "./resourceType";
import { tagged } from "./tags";

/** The changes, those that can't be made in place because the type has no update marked as replacing. */
export function replacing(type: AnyResourceType, changes: readonly PropertyChange[]): PropertyChange[] {
  if (type.update) return [...changes];
  return changes.map((change) => {
    const name = topLevelName(change.path);
    // AWS never receives an unread property, and tags are changed without the type's update.
    const inPlace = type.properties[name]?.unread === true || name in tagged;
    return { ...change, replaces: change.replaces || !inPlace };
  });
}

/** The old resource must be deleted first where both would have the same name, given by the program. */
export function needsDeleteBeforeReplace(
  type: AnyResourceType,
  changes: readonly PropertyChange[],
  state: Values,
  news: Values,
): boolean {
  const name = type.autoName?.property;
  if (name === undefined || news[name] === undefined) return false;
  if (!changes.some((change) => change.replaces)) return false;
  return news[name] === state[name] && !defaultsOf(news).includes(name);
}
