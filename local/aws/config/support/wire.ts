/** A type of the SDK in AWS JSON 1.1, where a timestamp is a number of seconds since 1970. */
export type Wire<T> = T extends Date
  ? number
  : T extends readonly (infer Member)[]
    ? Wire<Member>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

/** Renders a response in AWS JSON 1.1: timestamps in seconds, with milliseconds as decimals. */
export function toWire(response: object): string {
  return JSON.stringify(response, function (this: Record<string, unknown>, key: string, value: unknown) {
    // JSON.stringify calls Date's toJSON before this function: only the holder still has the Date.
    const original = this[key];
    return original instanceof Date ? original.getTime() / 1000 : value;
  });
}

/** Parses a timestamp of AWS JSON 1.1. */
export function fromWireTime(seconds: number): Date {
  return new Date(Math.round(seconds * 1000));
}
