import { closest, distance } from "fastest-levenshtein";

/** A check for {@link Property.fault}: the text must match. @param expected e.g. "12 digits" */
export function matching(pattern: RegExp, expected: string): (value: string) => string | undefined {
  return (value) => (pattern.test(value) ? undefined : `expected ${expected}, got ${JSON.stringify(value)}`);
}

/** A check for {@link Property.fault}: of the values that AWS accepts, a stand-in has these only. */
export function onlyOffered<Value>(...values: Value[]): (value: Value) => string | undefined {
  return (value) => (values.includes(value) ? undefined : notOffered(values.map(quoted), value));
}

/** Why something isn't available; with the nearest of the expected texts when it is near enough to be a typing error. */
export function notOffered(expected: readonly string[], got: unknown): string {
  const choice = expected.length === 1 ? `${expected[0]}` : `one of ${expected.join(", ")}`;
  return `isn't offered by this stand-in: expected ${choice}, got ${quoted(got)}${suggestion(expected, got)}`;
}

function suggestion(expected: readonly string[], got: unknown): string {
  if (typeof got !== "string" || expected.length === 0) return "";
  const near = closest(got, expected);
  return distance(got, near) <= Math.max(2, got.length / 3) ? `; did you mean ${near}?` : "";
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
