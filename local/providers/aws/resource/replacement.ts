import type { PropertyChange } from "../../plugin/provider";
import type { Values } from "../../plugin/propertyValues";
import { defaultsOf } from "../../properties/defaults";
import type { Properties } from "../../properties/property";
import type { AnyResourceType } from "./resourceType";

/** Marks the changes that can't be made in place because the type has no update. */
export function replacing(type: AnyResourceType, changes: readonly PropertyChange[]): PropertyChange[] {
  if (type.update) return [...changes];
  return changes.map((change) => {
    const property = (type.properties as Properties)[/^\w+/.exec(change.path)?.[0] ?? ""];
    // What AWS isn't told can be changed without it.
    return { ...change, replaces: change.replaces || property?.unread !== true };
  });
}

/**
 * The old resource must go first where two can't stand side by side: by the type's nature, or because both would
 * have the same name, given by the program.
 */
export function needsDeleteBeforeReplace(
  type: AnyResourceType,
  changes: readonly PropertyChange[],
  state: Values,
  news: Values,
): boolean {
  if (!changes.some((change) => change.replaces)) return false;
  if (type.deleteBeforeReplace) return true;
  const name = type.autoName?.property;
  if (name === undefined || news[name] === undefined) return false;
  return news[name] === state[name] && !defaultsOf(news).includes(name);
}
