import type { Activity, Progress } from "@config-remediation-lab/local/support/progress";
import { durationInWords } from "./duration";
import { LiveLines } from "./liveLines";
import { styled, type Output } from "./style";

/** Between two states of an activity where the output isn't a terminal. Milliseconds. */
const sparseInterval = 30_000;

const monotonic = () => performance.now();

/** What takes time, shown while it does. */
export interface ProgressDisplay {
  readonly progress: Progress;
  /** Removes what moves. */
  stop(): void;
}

/** Shows progress on the stream: activities in place on a terminal, a line now and then elsewhere. */
export function showProgress(stream: Output = process.stderr): ProgressDisplay {
  return stream.isTTY === true
    ? movingProgress(stream)
    : { progress: sparseProgress(stream), stop: () => undefined };
}

/** Lines that stay, and of each activity its first state unless it was announced, its end, and one every {@link sparseInterval}. */
export function sparseProgress(stream: Output = process.stderr, now = monotonic): Progress {
  const shownAt = new Map<string, number>();
  return (line, activity) => {
    if (activity !== undefined && !isDue(activity, shownAt, now())) return;
    if (line !== "") stream.write(`${styled("faint", line, stream)}\n`);
  };
}

function isDue({ name, announced, over }: Activity, shownAt: Map<string, number>, time: number): boolean {
  if (over) {
    shownAt.delete(name);
    return true;
  }
  const last = shownAt.get(name);
  if (last !== undefined && time - last < sparseInterval) return false;
  shownAt.set(name, time);
  return last !== undefined || !announced;
}

function movingProgress(stream: Output): ProgressDisplay {
  const activities = new Activities();
  const style = (line: string) => styled("faint", line, stream);
  const lines = new LiveLines(stream, () => activities.lines(), style);
  return {
    progress: (line, activity) => {
      if (activity !== undefined) activities.set(line, activity);
      if (line !== "" && (activity === undefined || activity.over))
        lines.above(() => stream.write(`${style(line)}\n`));
    },
    stop: () => lines.stop(),
  };
}

/** The states of what is under way, by name. */
export class Activities {
  private readonly states = new Map<string, { readonly line: string; readonly since: number }>();

  /** @param now clock in milliseconds */
  constructor(private readonly now = monotonic) {}

  set(line: string, { name, over }: Activity): void {
    if (over) this.states.delete(name);
    else this.states.set(name, { line, since: this.states.get(name)?.since ?? this.now() });
  }

  /** A line for each, with the time since it began. */
  lines(): string[] {
    return [...this.states.values()].map(
      ({ line, since }) => `${line} (${wholeSeconds(this.now() - since)})`,
    );
  }
}

/** The time in words, to the second: what moves on a terminal isn't read more precisely. */
export function wholeSeconds(milliseconds: number): string {
  return durationInWords(Math.floor(milliseconds / 1000) * 1000)
    .replace(/^0 ms$/, "0 s")
    .replace(/\.0 s$/, " s");
}
