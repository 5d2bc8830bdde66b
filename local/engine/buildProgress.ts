import { availableParallelism } from "node:os";

/** An earlier build, with nothing in Go's caches: Pulumi 3.259.0 with Go 1.25. */
const earlier = { modules: 254, packages: 1684, seconds: 220, cores: 2 };

/** Its course: which share of its packages was compiled after which share of its time. The last ones are large. */
const course: readonly (readonly [packages: number, time: number])[] = [
  [0, 0],
  [0.2, 0.08],
  [0.4, 0.18],
  [0.6, 0.28],
  [0.8, 0.44],
  [0.9, 0.57],
  [0.95, 0.84],
  [1, 0.98],
];

/** Below this share of the time the pace of this machine can't be measured yet. */
const measurable = 0.05;

const download = /^go: downloading /;
const compiled = /^[\w./~-]+$/;

/** Whether a line of `go build -v` is progress, and not what is wrong. */
export function isProgress(line: string): boolean {
  return download.test(line) || compiled.test(line);
}

/** How far `go build -v` is, by the lines that it prints: modules that it downloads, then packages that it compiles. */
export class BuildProgress {
  private modules = 0;
  private packages = 0;
  /** When the first package was compiled; milliseconds of the clock. */
  private compilingSince: number | undefined;

  /** @param now clock in milliseconds */
  constructor(
    private readonly now = () => performance.now(),
    private readonly cores = availableParallelism(),
  ) {}

  on(line: string): void {
    if (download.test(line)) this.modules += 1;
    else if (compiled.test(line)) {
      this.compilingSince ??= this.now();
      this.packages += 1;
    }
  }

  /** Such as `412 of about 1684 packages compiled, about 3 min left`. */
  state(): string {
    const left = `about ${roughly(this.secondsLeft())} left`;
    if (this.packages > 0) return `${this.packages} of about ${earlier.packages} packages compiled, ${left}`;
    return this.modules > 0
      ? `${this.modules} of about ${earlier.modules} modules fetched, ${left}`
      : `reading modules, ${left}`;
  }

  private secondsLeft(): number {
    const share = timeShare(Math.min(1, this.packages / earlier.packages));
    const elapsed = this.compilingSince === undefined ? 0 : (this.now() - this.compilingSince) / 1000;
    const expected = (earlier.seconds * earlier.cores) / Math.max(1, this.cores);
    const total = share < measurable ? expected : elapsed / share;
    return total * (1 - share);
  }
}

/** Interpolates {@link course}. */
function timeShare(packages: number): number {
  const after = course.findIndex(([share]) => share >= packages);
  const [from, fromTime] = course[Math.max(0, after - 1)] ?? [0, 0];
  const [to, toTime] = course[after] ?? [1, 1];
  return to === from ? toTime : fromTime + ((packages - from) / (to - from)) * (toTime - fromTime);
}

/** A time that is only estimated: minutes, or below two of them tens of seconds. */
function roughly(seconds: number): string {
  return seconds >= 120
    ? `${Math.round(seconds / 60)} min`
    : `${Math.max(10, Math.round(seconds / 10) * 10)} s`;
}
