import type { Values } from "../plugin/propertyValues";

/** What is known about one property of a resource: who sets it, its values, and what a change of it means. */
export interface Property {
  readonly type: "text" | "number" | "flag" | "list" | "set" | "map" | "object" | "archive";
  /** The program must set it. */
  readonly required?: true;
  /** Only AWS sets it. */
  readonly output?: true;
  /** The program may set it. Where it doesn't, AWS chooses, and removing it from the program changes nothing. */
  readonly computed?: true;
  /** The value of an absent input; filled in when inputs are checked. */
  readonly default?: unknown;
  /** A change replaces the resource. */
  readonly replaces?: true;
  /** AWS never returns it, so a read keeps the input. */
  readonly unread?: true;
  /** An output that an update may change, so that a preview can't know it. */
  readonly volatile?: true;
  /** The only values that are valid. */
  readonly oneOf?: readonly (string | number)[];
  /** Why a value of the right type is invalid; undefined when it is valid. */
  readonly fault?: (value: never) => string | undefined;
  /** Values with the same canonical form mean the same to AWS, however they are spelled. */
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
export const archive = (traits: Traits = {}): Property => ({ type: "archive", ...traits });
/** An output whose type makes no difference here. */
export const output = (traits: Traits = {}): Property => text({ output: true, ...traits });

const holding =
  (type: "list" | "set" | "map") =>
  (element: Property, traits: Traits = {}): Property => ({ type, element, ...traits });
/** Its order matters. */
export const list = holding("list");
/** Its order doesn't matter. */
export const set = holding("set");
export const map = holding("map");
export const object = (fields: Properties, traits: Traits = {}): Property => ({
  type: "object",
  fields,
  ...traits,
});

/** Whether a value counts as not set, as in Terraform and so in the released provider: null, false, 0 and empty ones. */
export function isUnset(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value as Values).every(isUnset);
}
