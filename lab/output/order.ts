/** For sorting permissions in words: `TCP 80` before `TCP 443`, which the alphabet has the other way round. */
export function byTraffic(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
