/** Text that is markup already. Everything else is escaped by `markup`. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = Markup | string | number | undefined | false | readonly Value[];

/**
 * Markup from a template: every value is escaped unless it is Markup, so that a name or a log line can't become markup.
 * A list is joined; `undefined` and `false` are nothing.
 *
 * ```ts
 * markup`<p title="${name}">${lines.map((line) => markup`<span>${line}</span>`)}</p>`;
 * ```
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + textOf(values[index - 1]) + part));
}

function textOf(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  if (value === undefined || value === false) return "";
  return value.map(textOf).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  // Control characters that HTML forbids, and those that reverse the direction of what follows, are made visible.
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? "")
    .replace(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");
}
