/** Sorts permissions in words numerically: `TCP 80` before `TCP 443`. */
export function byTraffic(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
