import { durationInWords } from "../../output/duration";
import { styled, type Output } from "../../output/style";
import { changesInWords } from "../../engine/changes";
import type { WorkResult } from "../run";

/** How a stack ended, in a line: `stu001: 25 create in 21.4 s`. */
export function endLine(result: WorkResult, stream: Output): string {
  const { stack, milliseconds, end } = result;
  const time = durationInWords(milliseconds);
  switch (end.kind) {
    case "done":
      return styled("ok", `${stack}: ${changesInWords(end.changes)} in ${time}`, stream);
    case "failed":
      return styled(
        "bad",
        `${stack}: ${end.failure.reason} after ${time}: ${firstLine(end.failure.message)}`,
        stream,
      );
    case "notStarted":
      return `${stack}: not started`;
  }
}

function firstLine(text: string): string {
  const [line = "", ...more] = text.split("\n");
  return more.length === 0 ? line : `${line} …`;
}
