/** An object of which nothing but its being one is known. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields: neither null nor a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Characters of a text that {@link shown} repeats. */
const longestText = 60;

/** A value as an error shows it, with its type: `"80" (string)`, `null`, `a list`. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string" && value.length > longestText)
    return `${JSON.stringify(value.slice(0, longestText))}… (string)`;
  return `${JSON.stringify(value)} (${typeof value})`;
}
