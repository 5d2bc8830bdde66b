import type { Values } from "../plugin/propertyValues";

/** What is known of one property of a resource: who sets it, what it may hold, and what a change of it means. */
export interface Property {
  readonly type: "text" | "number" | "flag" | "list" | "set" | "map" | "object" | "archive";
  /** Must be given by the program. */
  readonly required?: true;
  /** Only AWS sets it. */
  readonly output?: true;
  /** The program may set it; where it doesn't, AWS chooses, and leaving it out changes nothing. */
  readonly computed?: true;
  /** What an absent input means; filled in when inputs are checked. */
  readonly default?: unknown;
  /** A change makes a new resource. */
  readonly replaces?: true;
  /** AWS never tells it, so a read keeps what was given. */
  readonly unread?: true;
  /** An output that an update may change, so that a preview can't know it. */
  readonly volatile?: true;
  /** The only values allowed. */
  readonly oneOf?: readonly (string | number)[];
  /** What is wrong with a value of the right type; undefined when nothing is. */
  readonly fault?: (value: never) => string | undefined;
  /** Two values with the same canonical form are the same to AWS, however they are written. */
  readonly canonical?: (value: unknown) => unknown;
  /** Of a list, set or map: what it holds. */
  readonly element?: Property;
  /** Of an object. */
  readonly fields?: Properties;
}

export type Properties = Readonly<Record<string, Property>>;

type Traits = Omit<Property, "type" | "element" | "fields">;

export const text = (traits: Traits = {}): Property => ({ type: "text", ...traits });
export const number = (traits: Traits = {}): Property => ({ type: "number", ...traits });
export const flag = (traits: Traits = {}): Property => ({ type: "flag", ...traits });
/** Order matters. */
export const list = (element: Property, traits: Traits = {}): Property => ({
  type: "list",
  element,
  ...traits,
});
/** Order doesn't matter. */
export const set = (element: Property, traits: Traits = {}): Property => ({
  type: "set",
  element,
  ...traits,
});
export const map = (element: Property, traits: Traits = {}): Property => ({
  type: "map",
  element,
  ...traits,
});
export const object = (fields: Properties, traits: Traits = {}): Property => ({
  type: "object",
  fields,
  ...traits,
});
export const archive = (traits: Traits = {}): Property => ({ type: "archive", ...traits });

/** An output of a type that nothing here looks into. */
export const output = (traits: Traits = {}): Property => ({ type: "text", output: true, ...traits });

/** Terraform's reading, which the released provider has: nothing, false, zero and what is empty are all "not set". */
export function isUnset(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value as Values).every(isUnset);
}
