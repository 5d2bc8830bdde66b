/** Reads a text from left to right. */
export class Lexer {
  private position = 0;

  constructor(private readonly text: string) {}

  get done(): boolean {
    this.skipSpace();
    return this.position >= this.text.length;
  }

  skipSpace(): void {
    this.take(/\s*/y);
  }

  /** Consumes what the sticky expression matches here. @returns its last group, or all of it; undefined without a match */
  take(expression: RegExp): string | undefined {
    expression.lastIndex = this.position;
    const match = expression.exec(this.text);
    if (!match) return undefined;
    this.position += match[0].length;
    return match.length > 1 ? match.at(-1) : match[0];
  }

  /** Consumes one of the words, after white space. */
  takeWord(...words: readonly string[]): string | undefined {
    this.skipSpace();
    const word = words.find((each) => this.text.startsWith(each, this.position));
    if (word !== undefined) this.position += word.length;
    return word;
  }

  /** What comes next, for a message. */
  here(): string {
    const rest = this.text.slice(this.position).trim();
    return rest === "" ? "at its end" : `before '${rest}'`;
  }
}
