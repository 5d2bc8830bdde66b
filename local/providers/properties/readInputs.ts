import type { Values } from "../plugin/propertyValues";
import { isObject } from "../../support/isObject";
import { defaultsKey, defaultsOf } from "./defaults";
import { isSame } from "./equality";
import { isUnset, type Properties, type Property } from "./property";

/**
 * The inputs after a refresh: the program's, with the values that AWS now has. A value of the same meaning keeps the
 * program's spelling.
 */
export function refreshedInputs(properties: Properties, inputs: Values, state: Values): Values {
  const refreshed: Values = {};
  for (const [name, given] of Object.entries(inputs)) {
    const property = properties[name];
    if (!property) continue;
    const value = refreshedValue(property, given, state[name]);
    if (value !== undefined) refreshed[name] = value;
  }
  return { ...refreshed, [defaultsKey]: defaultsOf(inputs) };
}

function refreshedValue(property: Property, given: unknown, found: unknown): unknown {
  if (property.unread || isSame(property, given, found)) return given;
  // An empty value and one that AWS doesn't return mean the same.
  if (isUnset(given) && isUnset(found)) return given;
  if (property.type === "object" && isObject(given) && isObject(found)) {
    const fields = property.fields ?? {};
    return Object.fromEntries(
      Object.entries(given).flatMap(([name, inner]) => {
        const field = fields[name];
        const value = field ? refreshedValue(field, inner, found[name]) : inner;
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }
  return found;
}

/** The inputs that would create the resource as it is: what `pulumi import` writes into the state. */
export function importedInputs(properties: Properties, state: Values): Values {
  const imported: Values = {};
  for (const [name, property] of Object.entries(properties)) {
    if (property.unread || !isInput(property, state[name])) continue;
    imported[name] = withoutOutputs(property, state[name]);
  }
  return { ...imported, [defaultsKey]: [] };
}

function withoutOutputs(property: Property, value: unknown): unknown {
  const { element, fields } = property;
  if (Array.isArray(value) && element) return value.map((inner) => withoutOutputs(element, inner));
  if (!isObject(value) || !fields) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([name, inner]) => fields[name] && isInput(fields[name], inner)),
  );
}

/** A value that a program would write: 0 and false only where one is required. */
function isInput(property: Property, value: unknown): boolean {
  return !property.output && value !== undefined && (property.required === true || !isUnset(value));
}
