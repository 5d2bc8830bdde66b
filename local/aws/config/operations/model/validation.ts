import { AwsError } from "../../../service";
import { isObject } from "../../../../support/isObject";
import type { Shape } from "./shapes";

/**
 * Checks a request against its shape, as AWS's front end does before the service gets it.
 *
 * @throws AwsError `ValidationException` with every violated constraint; `SerializationException` where a value
 * has another type.
 */
export function validate(shape: Shape, request: unknown): void {
  const faults = faultsOf(shape, request, "");
  if (faults.length > 0) {
    const heading = faults.length === 1 ? "1 validation error" : `${faults.length} validation errors`;
    throw new AwsError("ValidationException", `${heading} detected: ${faults.join("; ")}`);
  }
}

function faultsOf(shape: Shape, value: unknown, path: string): string[] {
  switch (shape.kind) {
    case "text":
      return textFaults(shape, expectType(value, "string", path), path);
    case "number":
      return boundFaults(shape, expectType(value, "number", path), path, "value");
    case "time":
      expectType(value, "number", path);
      return [];
    case "flag":
      expectType(value, "boolean", path);
      return [];
    case "list":
      return listFaults(shape, value, path);
    case "structure":
      return structureFaults(shape, value, path);
  }
}

function textFaults(shape: Extract<Shape, { kind: "text" }>, value: string, path: string): string[] {
  const faults = boundFaults(shape, value, path, "length");
  if (shape.values && !shape.values.includes(value)) {
    faults.push(fault(value, path, `Member must satisfy enum value set: [${shape.values.join(", ")}]`));
  }
  if (shape.pattern && !shape.pattern.test(value)) {
    const pattern = shape.pattern.source.replace(/^\^|\$$/g, "");
    faults.push(fault(value, path, `Member must satisfy regular expression pattern: ${pattern}`));
  }
  return faults;
}

function listFaults(shape: Extract<Shape, { kind: "list" }>, value: unknown, path: string): string[] {
  if (!Array.isArray(value)) throw notConvertible(value, "a List", path);
  const faults = boundFaults(shape, value as unknown[], path, "length");
  // A list beyond its limit is rejected for that alone: its members' faults wouldn't help the caller.
  if (faults.length > 0) return faults;
  return value.flatMap((member, index) => faultsOf(shape.of, member, `${path}.${index + 1}.member`));
}

function structureFaults(
  shape: Extract<Shape, { kind: "structure" }>,
  value: unknown,
  path: string,
): string[] {
  if (!isObject(value)) throw notConvertible(value, "an Object", path);
  return Object.entries(shape.fields).flatMap(([name, field]) => {
    const fieldPath = `${path}${path && "."}${name[0]?.toLowerCase()}${name.slice(1)}`;
    const member = value[name] ?? undefined;
    if (member !== undefined) return faultsOf(field, member, fieldPath);
    return shape.required.includes(name)
      ? [`Value null at '${fieldPath}' failed to satisfy constraint: Member must not be null`]
      : [];
  });
}

function boundFaults(
  bounds: { readonly min?: number; readonly max?: number },
  value: string | number | unknown[],
  path: string,
  what: "length" | "value",
): string[] {
  const size = typeof value === "number" ? value : value.length;
  if (bounds.max !== undefined && size > bounds.max) {
    return [fault(value, path, `Member must have ${what} less than or equal to ${bounds.max}`)];
  }
  if (bounds.min !== undefined && size < bounds.min) {
    return [fault(value, path, `Member must have ${what} greater than or equal to ${bounds.min}`)];
  }
  return [];
}

function fault(value: unknown, path: string, constraint: string): string {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return `Value '${shown}' at '${path}' failed to satisfy constraint: ${constraint}`;
}

interface JsonTypes {
  string: string;
  number: number;
  boolean: boolean;
}

function expectType<Name extends keyof JsonTypes>(value: unknown, name: Name, path: string): JsonTypes[Name] {
  if (typeof value !== name) throw notConvertible(value, `a ${name[0]?.toUpperCase()}${name.slice(1)}`, path);
  return value as JsonTypes[Name];
}

function notConvertible(value: unknown, wanted: string, path: string): AwsError {
  const kind = Array.isArray(value) ? "LIST" : (value === null ? "null" : typeof value).toUpperCase();
  return new AwsError(
    "SerializationException",
    `${kind}_VALUE can not be converted to ${wanted} (at '${path}')`,
  );
}
