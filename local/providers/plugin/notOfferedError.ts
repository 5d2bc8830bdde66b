/** A type, component or function that the released plugin has and its stand-in doesn't. */
export class NotOfferedError extends Error {
  constructor(token: string, offered: readonly string[]) {
    super(
      `${token} isn't offered by this stand-in: expected ${offered.length > 1 ? "one of " : ""}${offered.join(", ")}. ` +
        'The released plugin, which runs against AWS, has it; "Provider stand-ins" in local/README.md describes how to add it',
    );
    this.name = "NotOfferedError";
  }
}
