import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { orAbsent } from "../../failures";

/** What all stacks of a class have in common; kept between runs, so that options needn't be repeated. */
export interface ClassSettings {
  /** Configuration keys of the stacks, with their namespaces. */
  readonly config: Readonly<Record<string, string>>;
  /** `2026-01-31`: from then on the class's resources are leftovers. */
  readonly expires: string;
}

/** Days that a class is meant to last, unless it is told otherwise. */
export const defaultDays = 14;

export async function readSettings(folder: string): Promise<ClassSettings | undefined> {
  const text = await orAbsent(readFile(fileIn(folder), "utf8"), "ENOENT");
  return text === undefined ? undefined : (JSON.parse(text) as ClassSettings);
}

export async function writeSettings(folder: string, settings: ClassSettings): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(fileIn(folder), `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** The settings of the latest run, changed by what was given now. @param now for the default expiry */
export function settingsFor(
  earlier: ClassSettings | undefined,
  given: { readonly config: Readonly<Record<string, string>>; readonly expires?: string },
  now: Date,
): ClassSettings {
  const later = new Date(now.getTime() + defaultDays * 24 * 3600_000);
  return {
    config: { ...earlier?.config, ...given.config },
    expires: given.expires ?? earlier?.expires ?? later.toISOString().slice(0, 10),
  };
}

function fileIn(folder: string): string {
  return join(folder, "class.json");
}
