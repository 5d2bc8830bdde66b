/** The first part of a property's path: `ingress` of `ingress[0].fromPort`. */
export function topLevelName(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

/** Whether a path is the outer one or lies below it: `tags.Name` lies below `tags`. */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
