import { styleText } from "node:util";

/** What a text means, not how it looks; `styled` decides the looks. */
export type Meaning = "ok" | "bad" | "waiting" | "heading" | "faint";

const looks = { ok: "green", bad: "red", waiting: "yellow", heading: "bold", faint: "dim" } as const;

/** A stream that may be a terminal. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
  /** Of a terminal only; honours NO_COLOR, NODE_DISABLE_COLORS, FORCE_COLOR and TERM=dumb. */
  hasColors?(): boolean;
}

/** The text in the colour of its meaning where the stream is a terminal with colours, else as it is. */
export function styled(meaning: Meaning, text: string, stream: Output = process.stdout): string {
  // The stream was asked above: styleText's own check looks at standard output, whichever stream is meant.
  return stream.hasColors?.() === true ? styleText(looks[meaning], text, { validateStream: false }) : text;
}
