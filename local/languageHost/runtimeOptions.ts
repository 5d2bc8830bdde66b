import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { packageManagers, type PackageManagerName } from "./packageManager";
import { splitWords } from "./splitWords";

/** `runtime.options` of Pulumi.yaml, for the runtime nodejs. */
export interface RuntimeOptions {
  /** Load TypeScript by ts-node. @default true */
  readonly typescript: boolean;
  /** Path of tsconfig.json. @default the SDK's: tsconfig.json in the program's folder */
  readonly tsconfig: string | undefined;
  /** Options of the program's Node.js. @default none */
  readonly nodeargs: readonly string[];
  /** @default "auto": by the lock file */
  readonly packagemanager: PackageManagerName | "auto";
  /** Install no devDependencies. @default false */
  readonly production: boolean;
}

/** @throws an error that names the option, when a value has another type than Pulumi documents for it. */
export function readRuntimeOptions(options: Struct | undefined): RuntimeOptions {
  const values = options?.toJavaScript() ?? {};
  const boolean = (name: string, otherwise: boolean) => {
    const value = values[name] ?? otherwise;
    if (typeof value !== "boolean") throw wrong(name, "true or false", value);
    return value;
  };
  const text = (name: string) => {
    const value = values[name];
    if (value !== undefined && typeof value !== "string") throw wrong(name, "a string", value);
    return value;
  };
  const manager = text("packagemanager") ?? "auto";
  if (manager !== "auto" && !isPackageManager(manager)) {
    throw wrong("packagemanager", `one of auto, ${packageManagers.join(", ")}`, manager);
  }
  return {
    typescript: boolean("typescript", true),
    tsconfig: text("tsconfig"),
    nodeargs: splitWords(text("nodeargs") ?? ""),
    packagemanager: manager,
    production: boolean("production", false),
  };
}

function isPackageManager(name: string): name is PackageManagerName {
  return packageManagers.some((known) => known === name);
}

function wrong(name: string, expected: string, got: unknown): Error {
  return new Error(`runtime option ${name} in Pulumi.yaml: expected ${expected}, got ${JSON.stringify(got)}`);
}
