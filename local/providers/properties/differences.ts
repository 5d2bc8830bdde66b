import type { ChangeKind, PropertyChange } from "../plugin/provider";
import { hasUnknown, type Values } from "../plugin/propertyValues";
import { isObject } from "../../support/isObject";
import { canonicalText, isSame } from "./equality";
import { isUnset, type Properties, type Property } from "./property";

/**
 * What changes between a resource's state and the inputs wanted now, property by property. An input that isn't
 * known yet counts as a change. What the program leaves out is a change only where AWS wouldn't choose it.
 */
export function differences(properties: Properties, state: Values, news: Values): PropertyChange[] {
  return Object.entries(properties).flatMap(([name, property]) =>
    property.output
      ? []
      : propertyChanges(property, name, state[name], news[name], property.replaces ?? false),
  );
}

function propertyChanges(
  property: Property,
  path: string,
  old: unknown,
  wanted: unknown,
  replaces: boolean,
): PropertyChange[] {
  const change = (kind: ChangeKind): PropertyChange[] => [{ path, kind, replaces, input: true }];
  if (wanted === undefined) {
    return property.computed || property.output || isUnset(old) ? [] : change("delete");
  }
  if (hasUnknown(wanted) && !isObject(wanted)) return change(old === undefined ? "add" : "update");
  if (isUnset(wanted) && isUnset(old)) return [];
  if (old === undefined) return change("add");
  if (isSame(property, old, wanted)) return [];
  if (property.type === "object" && isObject(old) && isObject(wanted)) {
    return fieldChanges(property.fields ?? {}, path, old, wanted, replaces);
  }
  if (property.type === "map" && isObject(old) && isObject(wanted)) {
    return keyChanges(path, old, wanted, replaces);
  }
  if ((property.type === "set" || property.type === "list") && Array.isArray(old) && Array.isArray(wanted)) {
    const { element } = property;
    if (element) {
      const inner =
        property.type === "set"
          ? setChanges(element, path, old, wanted, replaces)
          : listChanges(element, path, old, wanted, replaces);
      // With a canonical form of its own the whole can differ where no single element does.
      return inner.length > 0 || !property.canonical ? inner : change("update");
    }
  }
  return change("update");
}

function fieldChanges(fields: Properties, path: string, old: Values, wanted: Values, replaces: boolean) {
  return Object.entries(fields).flatMap(([name, field]) =>
    propertyChanges(field, `${path}.${name}`, old[name], wanted[name], replaces || (field.replaces ?? false)),
  );
}

function keyChanges(path: string, old: Values, wanted: Values, replaces: boolean): PropertyChange[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(wanted)])].sort();
  return keys.flatMap((key): PropertyChange[] => {
    if (old[key] === wanted[key]) return [];
    const kind = !(key in old) ? "add" : !(key in wanted) ? "delete" : "update";
    return [{ path: `${path}${keyPath(key)}`, kind, replaces, input: true }];
  });
}

function keyPath(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function listChanges(
  element: Property,
  path: string,
  old: readonly unknown[],
  wanted: readonly unknown[],
  replaces: boolean,
): PropertyChange[] {
  return Array.from({ length: Math.max(old.length, wanted.length) }, (_, index) => {
    const place = `${path}[${index}]`;
    if (index >= wanted.length) return [{ path: place, kind: "delete" as const, replaces, input: true }];
    if (index >= old.length) return [{ path: place, kind: "add" as const, replaces, input: true }];
    return propertyChanges(element, place, old[index], wanted[index], replaces);
  }).flat();
}

/** What left is named by its place in the old set, what came by its place in the new one. */
function setChanges(
  element: Property,
  path: string,
  old: readonly unknown[],
  wanted: readonly unknown[],
  replaces: boolean,
): PropertyChange[] {
  const before = new Set(old.map((inner) => canonicalText(element, inner)));
  const after = new Set(wanted.map((inner) => canonicalText(element, inner)));
  const kinds = new Map<number, ChangeKind>();
  old.forEach((inner, index) => {
    if (!after.has(canonicalText(element, inner))) kinds.set(index, "delete");
  });
  wanted.forEach((inner, index) => {
    if (!before.has(canonicalText(element, inner))) kinds.set(index, kinds.has(index) ? "update" : "add");
  });
  return [...kinds]
    .sort(([one], [other]) => one - other)
    .map(([index, kind]) => ({ path: `${path}[${index}]`, kind, replaces, input: true }));
}
