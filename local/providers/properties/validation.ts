import type { Fault } from "../plugin/provider";
import { signatureKey, signatures, unknownValue, type Values } from "../plugin/propertyValues";
import { isObject } from "../../support/isObject";
import { notOffered } from "./faults";
import type { Properties, Property } from "./property";

/** Checks values against their properties, and returns them with numbers and flags in their own type. */
export function validate(properties: Properties, values: Values, faults: Fault[], path = ""): Values {
  const place = (name: string) => (path === "" ? name : `${path}.${name}`);
  const inputs = Object.entries(properties).filter(([, property]) => !property.output);
  for (const [name, property] of inputs) {
    if (property.required && values[name] === undefined) {
      faults.push({ property: place(name), reason: `is required: expected ${wanted(property)}` });
    }
  }
  const names = inputs.map(([name]) => name).sort();
  const result: Values = {};
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith("__")) continue;
    const property = properties[name];
    if (property && !property.output) result[name] = validateValue(property, value, faults, place(name));
    else faults.push({ property: place(name), reason: notOffered(names, name) });
  }
  return result;
}

function validateValue(property: Property, value: unknown, faults: Fault[], path: string): unknown {
  if (value === unknownValue) return value;
  const converted = convert(property, value);
  const { type, element, fields, oneOf, fault } = property;
  if (converted === undefined || (oneOf && !oneOf.includes(converted as string | number))) {
    faults.push({ property: path, reason: `expected ${wanted(property)}, got ${shown(value)}` });
    return value;
  }
  const reason = fault?.(converted as never);
  if (reason !== undefined) faults.push({ property: path, reason });
  if (Array.isArray(converted) && element) {
    return converted.map((inner, index) => validateValue(element, inner, faults, `${path}[${index}]`));
  }
  if (type === "object" && isObject(converted)) {
    return { ...defaultsIn(fields ?? {}), ...validate(fields ?? {}, converted, faults, path) };
  }
  if (type === "map" && isObject(converted) && element) {
    return Object.fromEntries(
      Object.entries(converted).map(([key, inner]) => [
        key,
        validateValue(element, inner, faults, `${path}[${JSON.stringify(key)}]`),
      ]),
    );
  }
  return converted;
}

/** The values of absent fields of an object. */
function defaultsIn(fields: Properties): Values {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field.default === undefined ? [] : [[name, field.default]],
    ),
  );
}

/** The value in the property's type, as the released provider converts it; undefined when it has another type. */
function convert(property: Property, value: unknown): unknown {
  switch (property.type) {
    case "text":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : only("string", value);
    case "number":
      return typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : only("number", value);
    case "flag":
      return value === "true" || value === "false" ? value === "true" : only("boolean", value);
    case "list":
    case "set":
      return Array.isArray(value) ? value : undefined;
    case "map":
    case "object":
      return isObject(value) && !(signatureKey in value) ? value : undefined;
    case "archive":
      return isObject(value) && value[signatureKey] === signatures.archive ? value : undefined;
  }
}

function only(type: "string" | "number" | "boolean", value: unknown): unknown {
  return typeof value === type ? value : undefined;
}

const typeNames: Record<Property["type"], string> = {
  text: "a string",
  number: "a number",
  flag: "true or false",
  list: "a list",
  set: "a list",
  map: "a map",
  object: "an object",
  archive: "an archive",
};

function wanted(property: Property): string {
  if (!property.oneOf) return typeNames[property.type];
  return `one of ${property.oneOf.map((value) => JSON.stringify(value)).join(", ")}`;
}

function shown(value: unknown): string {
  const type = Array.isArray(value) ? "list" : typeof value;
  return `${JSON.stringify(value)} (${type})`;
}
