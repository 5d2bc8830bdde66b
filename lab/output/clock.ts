import { durationInWords } from "./duration";
import { styled, type Output } from "./style";

/** Milliseconds between two lines where the output isn't a terminal. */
const lineInterval = 30_000;

/** Shows that something is still waited for: one line that moves on a terminal, a line now and then elsewhere. */
export class Clock {
  private reportedAt = 0;
  private shown = false;

  /** @param waiting what is said before the elapsed time, e.g. `Not remediated yet` */
  constructor(
    private readonly waiting: string,
    private readonly stream: Output = process.stderr,
  ) {}

  /** @param elapsed milliseconds since the start */
  tick(elapsed: number): void {
    if (this.stream.isTTY) {
      const seconds = Math.floor(elapsed / 1000) * 1000;
      this.stream.write(`\r\u001B[K${this.line(seconds)}`);
      this.shown = true;
    } else if (elapsed - this.reportedAt >= lineInterval) {
      this.reportedAt = elapsed;
      this.stream.write(`${this.line(elapsed)}\n`);
    }
  }

  /** Removes the line that moves, so that other output can follow. */
  stop(): void {
    if (this.shown) this.stream.write("\r\u001B[K");
    this.shown = false;
  }

  private line(elapsed: number): string {
    return styled("faint", `${this.waiting}: ${durationInWords(elapsed)}`, this.stream);
  }
}
