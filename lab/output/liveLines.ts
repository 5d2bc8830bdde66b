import type { Output } from "./style";

/** Between two drawings. Milliseconds. */
const interval = 250;

/** Where a terminal's size isn't known. */
const usual = { columns: 80, rows: 24 };

/** The last lines of a terminal's output, drawn anew in place. Other output goes above them. */
export class LiveLines {
  private height = 0;
  private readonly timer: NodeJS.Timeout;

  /** @param content the lines as they are now; what is wider or higher than the terminal is cut */
  constructor(
    private readonly stream: Output,
    private readonly content: () => readonly string[],
    /** @default unchanged */
    private readonly style: (line: string) => string = (line) => line,
  ) {
    this.timer = setInterval(() => this.draw(), interval);
  }

  draw(): void {
    // The cursor is below them, and in the last column the terminal would begin another line.
    const lines = this.content()
      .slice(0, (this.stream.rows ?? usual.rows) - 1)
      .map((line) => `${this.style(line.slice(0, (this.stream.columns ?? usual.columns) - 1))}\n`);
    const text = `${this.erasure()}${lines.join("")}`;
    this.height = lines.length;
    if (text !== "") this.stream.write(text);
  }

  /** Writes what stays, above them. */
  above(write: () => void): void {
    this.clear();
    write();
    this.draw();
  }

  /** Removes them. */
  stop(): void {
    clearInterval(this.timer);
    this.clear();
  }

  private clear(): void {
    const erasure = this.erasure();
    if (erasure !== "") this.stream.write(erasure);
    this.height = 0;
  }

  private erasure(): string {
    return this.height > 0 ? `\u001B[${this.height}A\u001B[J` : "";
  }
}
