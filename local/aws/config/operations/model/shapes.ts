/** What a request may contain, in the terms of AWS's service models. */
export type Shape =
  | {
      readonly kind: "text";
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: RegExp;
      readonly values?: readonly string[];
    }
  | { readonly kind: "number"; readonly min?: number; readonly max?: number }
  | { readonly kind: "flag" }
  | { readonly kind: "time" }
  | { readonly kind: "list"; readonly of: Shape; readonly min?: number; readonly max?: number }
  | {
      readonly kind: "structure";
      readonly fields: Readonly<Record<string, Shape>>;
      readonly required: readonly string[];
    };

export const flag: Shape = { kind: "flag" };
export const time: Shape = { kind: "time" };

/** A string of `min` to `max` characters; a pattern must match the whole of it. */
export function text(min?: number, max?: number, pattern?: RegExp): Shape {
  return { kind: "text", min, max, pattern };
}

export function oneOf(values: readonly string[]): Shape {
  return { kind: "text", values };
}

export function number(min?: number, max?: number): Shape {
  return { kind: "number", min, max };
}

export function list(of: Shape, min?: number, max?: number): Shape {
  return { kind: "list", of, min, max };
}

/** A structure; fields whose names end in `*` are required. */
export function structure(fields: Readonly<Record<string, Shape>>): Shape {
  const named = Object.entries(fields).map(([name, shape]) => [name.replace("*", ""), shape] as const);
  const required = Object.keys(fields)
    .filter((name) => name.endsWith("*"))
    .map((name) => name.slice(0, -1));
  return { kind: "structure", fields: Object.fromEntries(named), required };
}
