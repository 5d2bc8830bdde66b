/** A type of the SDK's as it travels in AWS JSON 1.1, where a time is a number of seconds since 1970. */
export type Wire<T> = T extends Date
  ? number
  : T extends readonly (infer Member)[]
    ? Wire<Member>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

/** Writes an answer in AWS JSON 1.1: times as seconds, to the millisecond. */
export function toWire(answer: object): string {
  return JSON.stringify(answer, function (this: Record<string, unknown>, key: string, value: unknown) {
    // JSON.stringify calls Date's toJSON before this function: only the holder still has the Date.
    const original = this[key];
    return original instanceof Date ? original.getTime() / 1000 : value;
  });
}

/** Reads a time of AWS JSON 1.1. */
export function fromWireTime(seconds: number): Date {
  return new Date(Math.round(seconds * 1000));
}
