import { join } from "node:path";
import { findOnPath } from "../support/tools";

const name = "pulumi-language-nodejs";

/** This project's own, for machines without a released one. */
export const ownLanguageHost = join(__dirname, "..", "languageHost", "bin", name);

/**
 * Finds the language host for Node.js that `pulumi` runs the program with: a released one beside the engine (where the
 * official installer puts it) or on PATH, or else this project's own. An engine that was built with Go has none beside it.
 */
export function findLanguageHost(engineFolder: string, path: string | undefined): string {
  return findOnPath(name, `${engineFolder}:${path ?? ""}`) ?? ownLanguageHost;
}
