import { durationInWords } from "../../output/duration";
import type { StoryEvent } from "../report";
import { markup, Markup } from "./markup";
import { scrolling } from "./table";

const width = 880;
const margin = 24;
const height = 78;
const line = 34;

/** A gap narrower than this has no room for its duration. */
const roomForText = 46;

/**
 * The events on a line. A gap is as long as the logarithm of its duration, so that 200 ms and 15 minutes can both be
 * seen; its duration stands below it. The numbers are those of the list that follows, which says the same in words, and
 * each leads to its event there.
 *
 * @param id of the list
 */
export function axis(events: readonly StoryEvent[], id: string): Markup | false {
  if (events.length < 2) return false;
  const places = placesOf(events.map(({ at }) => Date.parse(at)));
  const first = events[0];
  const last = events.at(-1);
  const whole = first && last ? Date.parse(last.at) - Date.parse(first.at) : 0;
  return scrolling(
    "Time line",
    markup`<svg
      class="axis"
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
      role="group"
      aria-label="${events.length} events in ${durationInWords(whole)}"
    >
      <line class="rail" x1="${margin}" y1="${line}" x2="${width - margin}" y2="${line}" />
      ${places.map((x, index) => gap(x, places[index + 1], events[index], events[index + 1]))}
      ${events.map((event, index) => markup`<a class="dot ${event.kind}" href="#${id}-${index + 1}" aria-label="Event ${index + 1}"><circle cx="${places[index] ?? 0}" cy="${line}" r="10" /><text x="${places[index] ?? 0}" y="${line + 4}">${index + 1}</text></a>`)}
    </svg>`,
  );
}

/** Where each event stands; equal distances where all happened at once. */
export function placesOf(times: readonly number[]): number[] {
  // One more than the logarithm: two events of the same millisecond stay apart.
  const gaps = times.slice(1).map((at, index) => 1 + Math.log10(1 + Math.max(0, at - (times[index] ?? at))));
  const whole = gaps.reduce((sum, one) => sum + one, 0) || 1;
  let place = margin;
  return [
    margin,
    ...gaps.map((one) => {
      place += (one / whole) * (width - 2 * margin);
      return Math.round(place * 10) / 10;
    }),
  ];
}

function gap(
  from: number,
  to: number | undefined,
  before: StoryEvent | undefined,
  after: StoryEvent | undefined,
): Markup | false {
  if (to === undefined || before === undefined || after === undefined || to - from < roomForText)
    return false;
  const elapsed = durationInWords(Date.parse(after.at) - Date.parse(before.at));
  return markup`<text class="duration" x="${Math.round((from + to) / 2)}" y="${line + 34}">${elapsed}</text>`;
}
