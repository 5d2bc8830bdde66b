import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../support/setUpError";
import { findUpwards } from "./packageManager";

/** The part of a package.json that a language host looks at. */
export interface PackageManifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** What the package says to Pulumi. */
  readonly pulumi?: {
    /** Resources of this package are served by a plugin. */
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly server?: string;
    readonly parameterization?: Parameterization;
    readonly extensionParameterization?: Parameterization;
  };
}

export interface Parameterization {
  readonly name: string;
  readonly version: string;
  /** Base64. */
  readonly value: string;
}

/** Every package in the nearest node_modules, nested ones included. */
export function installedPackages(programFolder: string): PackageManifest[] {
  const folder = findUpwards("node_modules", programFolder);
  return folder ? packagesIn(folder) : [];
}

/** The installed packages that the program's own package.json names. */
export function directPackages(programFolder: string): PackageManifest[] {
  const own = findUpwards("package.json", programFolder);
  const folder = findUpwards("node_modules", programFolder);
  if (!own || !folder) return [];
  const { dependencies, devDependencies } = readManifest(own) ?? {};
  return Object.keys({ ...dependencies, ...devDependencies }).flatMap(
    (name) => readManifest(join(folder, name, "package.json")) ?? [],
  );
}

function packagesIn(nodeModules: string): PackageManifest[] {
  return entries(nodeModules).flatMap((name) => {
    const folder = join(nodeModules, name);
    if (name.startsWith("@")) return packagesIn(folder);
    const manifest = readManifest(join(folder, "package.json"));
    return manifest ? [manifest, ...packagesIn(join(folder, "node_modules"))] : [];
  });
}

function entries(folder: string): string[] {
  return ifThere(() => readdirSync(folder).filter((name) => !name.startsWith("."))) ?? [];
}

/** @throws when it isn't JSON */
function readManifest(path: string): PackageManifest | undefined {
  const text = ifThere(() => readFileSync(path, "utf8"));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as PackageManifest;
  } catch (error) {
    throw new Error(`${path} isn't valid JSON: ${String(error)}`, { cause: error });
  }
}

function ifThere<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}
