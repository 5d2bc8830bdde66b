import { styleText } from "node:util";

/** The meaning of a text, from which `styled` derives its style. */
export type Meaning = "ok" | "bad" | "waiting" | "heading" | "faint";

const styles = { ok: "green", bad: "red", waiting: "yellow", heading: "bold", faint: "dim" } as const;

/** A stream that may be a terminal. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
  rows?: number;
  /** Of a terminal only; honours NO_COLOR, NODE_DISABLE_COLORS, FORCE_COLOR and TERM=dumb. */
  hasColors?(): boolean;
}

/** The text in the style of its meaning, if the stream is a terminal with colours. */
export function styled(meaning: Meaning, text: string, stream: Output = process.stdout): string {
  // styleText's own check is for standard output, not for this stream.
  return stream.hasColors?.() === true ? styleText(styles[meaning], text, { validateStream: false }) : text;
}
