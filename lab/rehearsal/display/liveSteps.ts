import { Activities, wholeSeconds } from "../../output/progress";
import { LiveLines } from "../../output/liveLines";
import { styled, type Output } from "../../output/style";
import type { StepResult } from "../result";
import type { RehearsalDisplay } from "./rehearsalDisplay";

/** The step that plays. */
interface Playing {
  readonly number: number;
  readonly title: string;
  /** Milliseconds of the clock. */
  readonly since: number;
  /** What it said last. */
  readonly doing: string;
}

/**
 * The steps on a terminal: what ended stays above, the step that plays moves with what is being done, what comes is below.
 *
 * @param now clock in milliseconds
 */
export function liveSteps(
  print: (step: StepResult) => void,
  stream: Output,
  now = () => performance.now(),
): RehearsalDisplay {
  const activities = new Activities(now);
  let titles: readonly string[] = [];
  let playing: Playing | undefined;
  const current = ({ number, title, since, doing }: Playing) => [
    `▸ ${`${number}.`.padStart(3)} ${title} (${wholeSeconds(now() - since)})`,
    ...[...(doing === "" ? [] : [doing]), ...activities.lines()].map((line) => `        ${line}`),
  ];
  const content = () => [
    ...(playing === undefined ? [] : current(playing)),
    ...titles
      .map((title, index) => `· ${`${index + 1}.`.padStart(3)} ${title}`)
      .slice(playing?.number ?? titles.length),
  ];
  const lines = new LiveLines(stream, content, (line) =>
    line.startsWith("▸") ? line : styled("faint", line, stream),
  );
  return {
    progress: (line, activity) => {
      if (activity === undefined && playing === undefined) {
        lines.above(() => stream.write(`${styled("faint", line, stream)}\n`));
        return;
      }
      if (activity !== undefined) activities.set(line, activity);
      else if (playing !== undefined) playing = { ...playing, doing: line };
      lines.draw();
    },
    planned: (all) => {
      titles = all;
    },
    begins: (number, title) => {
      playing = { number, title, since: now(), doing: "" };
      lines.draw();
    },
    ended: (step) => {
      playing = undefined;
      lines.above(() => print(step));
    },
    stop: () => lines.stop(),
  };
}
