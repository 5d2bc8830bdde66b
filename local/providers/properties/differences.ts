import type { ChangeKind, PropertyChange } from "../plugin/provider";
import { hasUnknown, type Values } from "../plugin/propertyValues";
import { isObject } from "../../support/isObject";
import { canonicalText, isSame } from "./equality";
import { isUnset, type Properties, type Property } from "./property";

/**
 * What changes between a resource's state and the wanted inputs, property by property. An input that isn't known yet
 * counts as a change. An input that the program doesn't set is a change only where AWS wouldn't choose it.
 */
export function differences(properties: Properties, state: Values, news: Values): PropertyChange[] {
  return fieldChanges(properties, { path: "", replaces: false }, state, news);
}

/** Where a change is, and whether it replaces the resource. */
type Place = Pick<PropertyChange, "path" | "replaces">;

function fieldChanges(fields: Properties, { path, replaces }: Place, old: Values, wanted: Values) {
  return Object.entries(fields).flatMap(([name, field]) => {
    const place = { path: path === "" ? name : `${path}.${name}`, replaces: replaces || !!field.replaces };
    return field.output ? [] : propertyChanges(field, place, old[name], wanted[name]);
  });
}

function propertyChanges(property: Property, place: Place, old: unknown, wanted: unknown): PropertyChange[] {
  const { type, element, fields } = property;
  const change = (kind: ChangeKind): PropertyChange[] => [{ ...place, kind }];
  if (wanted === undefined) return property.computed || isUnset(old) ? [] : change("delete");
  if (hasUnknown(wanted) && !isObject(wanted)) return change(old === undefined ? "add" : "update");
  if (isUnset(wanted) && isUnset(old)) return [];
  if (old === undefined) return change("add");
  if (isSame(property, old, wanted)) return [];
  if (isObject(old) && isObject(wanted)) {
    if (type === "object") return fieldChanges(fields ?? {}, place, old, wanted);
    if (type === "map") return keyChanges(place, old, wanted);
  }
  if (element && Array.isArray(old) && Array.isArray(wanted)) {
    const inner = (type === "set" ? setChanges : listChanges)(element, place, old, wanted);
    // With a canonical form of its own the whole can differ where no single element does.
    return inner.length > 0 || !property.canonical ? inner : change("update");
  }
  return change("update");
}

function keyChanges({ path, replaces }: Place, old: Values, wanted: Values): PropertyChange[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(wanted)])].sort();
  return keys.flatMap((key): PropertyChange[] => {
    if (old[key] === wanted[key]) return [];
    const kind = !(key in old) ? "add" : !(key in wanted) ? "delete" : "update";
    return [{ path: `${path}${keyPath(key)}`, replaces, kind }];
  });
}

function keyPath(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

type Elements = readonly unknown[];

function listChanges(element: Property, place: Place, old: Elements, wanted: Elements): PropertyChange[] {
  return Array.from({ length: Math.max(old.length, wanted.length) }, (_, index): PropertyChange[] => {
    const inner = { ...place, path: `${place.path}[${index}]` };
    if (index >= wanted.length) return [{ ...inner, kind: "delete" }];
    if (index >= old.length) return [{ ...inner, kind: "add" }];
    return propertyChanges(element, inner, old[index], wanted[index]);
  }).flat();
}

/** A removed element is named by its position in the old set, an added one by its position in the new set. */
function setChanges(element: Property, place: Place, old: Elements, wanted: Elements): PropertyChange[] {
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
    .map(([index, kind]) => ({ ...place, path: `${place.path}[${index}]`, kind }));
}
