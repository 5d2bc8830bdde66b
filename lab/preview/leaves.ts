/** Values by path, such as `tags.Name` or `ingress[0].fromPort`; of a text that is JSON, such as a policy, the values in it. */
export type Leaves = ReadonlyMap<string, unknown>;

/** By this key the engine marks assets, archives, secrets and references among plain objects. */
const signature = "4dabf18193072939515e22adb298388d";

/** Takes values apart down to texts, numbers and booleans. Assets and archives stay whole, as does an empty list or object. */
export function leavesOf(values: Readonly<Record<string, unknown>>): Leaves {
  const leaves = new Map<string, unknown>();
  const visit = (path: string, value: unknown): void => {
    const inner = typeof value === "string" ? parsed(value) : value;
    const entries = entriesOf(inner);
    if (entries.length === 0) leaves.set(path, value);
    for (const [step, one] of entries) visit(`${path}${step}`, one);
  };
  for (const [name, value] of Object.entries(values)) if (!name.startsWith("__")) visit(name, value);
  return leaves;
}

/** The steps from a list or object to its parts. */
function entriesOf(value: unknown): [step: string, part: unknown][] {
  if (Array.isArray(value)) return value.map((part, index) => [`[${index}]`, part]);
  if (typeof value !== "object" || value === null || signature in value) return [];
  return Object.entries(value)
    .filter(([name]) => !name.startsWith("__"))
    .map(([name, part]) => [`.${name}`, part]);
}

/** The list or object that a text is the JSON of; the text itself, if it isn't. */
function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the engine writes for values that are known only after the update, by their types. */
const unknownValues = [
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** A value for people: `(none)`, `(known after the update)`, an archive by its hash, else as JSON. */
export function valueInWords(value: unknown): string {
  if (value === undefined) return "(none)";
  if (typeof value === "string" && unknownValues.some((one) => value.includes(one)))
    return "(known after the update)";
  if (typeof value === "object" && value !== null && signature in value) {
    const { hash } = value as { readonly hash?: string };
    return `(code ${hash?.slice(0, 8) ?? "unknown"})`;
  }
  return value === "[secret]" ? value : JSON.stringify(value);
}
