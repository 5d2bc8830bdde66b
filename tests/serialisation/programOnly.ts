import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly license?: string;
  readonly link?: boolean;
}

/** Packages of package-lock.json by path, such as `node_modules/a/node_modules/b`. */
type Lock = Readonly<Record<string, Locked>>;

const root = resolve(__dirname, "../..");

/** What package-lock.json says of each package. */
export function lockedPackages(): Lock {
  return (JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Lock }).packages;
}

/** Paths of the packages that `npm ci --workspaces=false` installs: those that the root's package.json needs. */
export function packagesOfProgram(lock: Lock): string[] {
  const found = new Set<string>();
  const visit = (from: string): void => {
    const { dependencies, optionalDependencies, peerDependencies } = lock[from] ?? {};
    const own = from === "" ? lock[""]?.devDependencies : peerDependencies;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...own })) {
      const path = resolvedIn(lock, from, name);
      if (path === undefined || found.has(path)) continue;
      found.add(path);
      visit(path);
    }
  };
  visit("");
  return [...found];
}

/** Where Node.js finds a package that another one requires: in the nearest node_modules on the way up. */
function resolvedIn(lock: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ;) {
    const path = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (lock[path]) return path;
    if (folder === "") return undefined;
    folder = folder.slice(0, Math.max(folder.lastIndexOf("node_modules/") - 1, 0));
  }
}

/**
 * A folder with the program and its own packages only, as `npm ci --workspaces=false` leaves a clone; to be removed by the
 * caller. Its packages are links, so it needs Node's `--preserve-symlinks`.
 */
export function programOnly(): string {
  const folder = mkdtempSync(join(tmpdir(), "lab-program-"));
  const files = [
    "index.ts",
    "components",
    "remediation",
    "tests",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
  ];
  for (const file of files) cpSync(join(root, file), join(folder, file), { recursive: true });
  // A package inside another one's folder comes along with that.
  const top = packagesOfProgram(lockedPackages()).filter((path) => path.lastIndexOf("node_modules/") === 0);
  for (const path of top) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(root, path), join(folder, path), "dir");
  }
  return folder;
}
