import { durationInWords } from "../../../output/duration";
import { markup, type Markup } from "../../../report";
import type { IncidentSeen } from "../incidentSeen";

const width = 220;
const height = 22;
const margin = 8;
/** What the strip is wide enough for. Milliseconds: an hour. */
const longest = 3_600_000;

/** Where an event stands, by the milliseconds since the first: on a logarithmic scale that is every student's. */
export function placeAfter(milliseconds: number): number {
  const share = Math.log10(1 + Math.min(longest, Math.max(0, milliseconds))) / Math.log10(1 + longest);
  return Math.round((margin + share * (width - 2 * margin)) * 10) / 10;
}

/** Milliseconds from the change to the last correction. */
export function correctedAfter({ corrected, events }: IncidentSeen): number | undefined {
  const last = events.findLast(({ kind }) => kind === "correction");
  return corrected && last !== undefined ? since(events, last.at) : undefined;
}

/** The incident's events as dots on a line, the same time at the same place for everybody. */
export function strip(incident: IncidentSeen): Markup {
  const { events } = incident;
  const after = correctedAfter(incident);
  const words = after === undefined ? "not corrected" : `corrected after ${durationInWords(after)}`;
  return markup`<svg class="strip" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${events.length} events, ${words}"><line class="rail" x1="${margin}" y1="11" x2="${width - margin}" y2="11" />${events.map(({ at, kind, what }) => markup`<circle class="${kind}" cx="${placeAfter(since(events, at))}" cy="11" r="5"><title>${what}</title></circle>`)}</svg> <span class="badge ${after === undefined ? "bad" : "good"}">${words}</span>`;
}

function since(events: IncidentSeen["events"], at: string): number {
  return Date.parse(at) - Date.parse(events[0]?.at ?? at);
}
