import { markup, type Markup } from "./markup";

/** A time of day or, with the date, a point in time; UTC, to the millisecond that AWS records. */
export function time(iso: string, { withDate = true } = {}): Markup {
  const text = iso.replace("T", " ").replace("Z", "");
  return markup`<time datetime="${iso}">${withDate ? text.slice(0, 19) : text.slice(11, 23)}</time>`;
}
