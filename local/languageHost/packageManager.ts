import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { findOnPath } from "../support/tools";

export const packageManagers = ["npm", "pnpm", "yarn", "bun"] as const;
export type PackageManagerName = (typeof packageManagers)[number];

const lockFiles: Record<PackageManagerName, readonly string[]> = {
  npm: ["package-lock.json"],
  pnpm: ["pnpm-lock.yaml"],
  yarn: ["yarn.lock"],
  bun: ["bun.lock", "bun.lockb"],
};

/** What each of them calls an installation without devDependencies. */
const withoutDevelopment: Record<PackageManagerName, string> = {
  npm: "--omit=dev",
  pnpm: "--prod",
  yarn: "--production",
  bun: "--production",
};

/** The package manager that Pulumi.yaml names, or else the one whose lock file is there and that is on PATH; npm. */
export function choosePackageManager(
  wanted: PackageManagerName | "auto",
  folder: string,
): PackageManagerName {
  if (wanted !== "auto") return wanted;
  const locked = packageManagers.find((name) => lockFiles[name].some((file) => findUpwards(file, folder)));
  return locked && findOnPath(locked, process.env.PATH) ? locked : "npm";
}

/** Arguments of its installation. */
export function installArguments(name: PackageManagerName, production: boolean): string[] {
  return ["install", ...(production ? [withoutDevelopment[name]] : [])];
}

/** Path of a file or folder in the given folder or the nearest one above. */
export function findUpwards(name: string, folder: string): string | undefined {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpwards(name, parent);
}
