import { LiveLines } from "../../output/liveLines";
import { styled, type Output } from "../../output/style";
import type { Watcher } from "../run";
import { endLine } from "./endLine";
import { RunState } from "./summary";

/** What shows a run while it lasts. */
export interface Progress extends Watcher {
  /** Prints a sentence above what moves. */
  say(sentence: string): void;
  /** Removes what moves. */
  stop(): void;
}

/**
 * On a terminal: a summary and a line for each stack in work, drawn anew in place; what ended stays above. It is never
 * higher than the stacks in work are many, also with hundreds of students.
 *
 * @param now clock in milliseconds
 */
export function terminalProgress(total: number, stream: Output, now?: () => number): Progress {
  const state = new RunState(total, now);
  const lines = new LiveLines(
    stream,
    () => [state.summary(), ...state.lines()],
    (line) => styled("faint", line, stream),
  );
  const above = (line: string) => lines.above(() => stream.write(`${line}\n`));
  return {
    onStart: (stack) => state.start(stack),
    onEvent: (stack, event) => state.event(stack, event),
    onEnd: (result) => {
      state.end(result);
      if (result.end.kind !== "notStarted") above(endLine(result, stream));
    },
    say: above,
    stop: () => lines.stop(),
  };
}

/** Elsewhere: a line for each event that matters. */
export function lineProgress(total: number, stream: Output): Progress {
  const state = new RunState(total);
  const line = (text: string) => void stream.write(`${text}\n`);
  return {
    onStart: (stack) => {
      state.start(stack);
      line(`${stack}: started`);
    },
    onEvent: (stack, event) => state.event(stack, event),
    onEnd: (result) => {
      state.end(result);
      if (result.end.kind !== "notStarted") line(`${endLine(result, stream)} (${state.summary()})`);
    },
    say: line,
    stop: () => undefined,
  };
}
