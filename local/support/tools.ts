import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** Path of the first executable file called `name` on the given PATH, as a shell would find it; or undefined. */
export function findOnPath(name: string, path: string | undefined): string | undefined {
  return (path ?? "")
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // The only question asked was whether it may be executed.
    return false;
  }
}

/** The first version number in a text ("go version go1.25.11 linux/amd64", "v3.259.0"), as numbers; or undefined. */
export function versionIn(text: string): readonly number[] | undefined {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? found.slice(1).map((part) => Number(part ?? 0)) : undefined;
}

/** Is version `a` the same as `b` or later? */
export function atLeast(a: readonly number[], b: readonly number[]): boolean {
  const different = b.findIndex((part, index) => (a[index] ?? 0) !== part);
  return different < 0 || (a[different] ?? 0) > (b[different] ?? 0);
}
