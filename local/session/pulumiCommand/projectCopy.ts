import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isMap, isScalar, isSeq, parseDocument, type Document } from "yaml";
import { errorCode, SetUpError } from "../../support/setUpError";
import { sessionPassphrase } from "../sessionPassphrase";
import { projectFileIn } from "./arguments";
import { forSession, withEdits, type SessionStackFile, type StackFileOptions } from "./stackFile";

/** A session's copy of a project: its settings, with the program where it is, and stack files of the session's own. */
export interface ProjectCopy {
  readonly folder: string;
  /** What the user should know, in sentences. */
  readonly notes: readonly string[];
  /** The session's file for one of the project's stack files; undefined for any other file. */
  stackFile(path: string): string | undefined;
}

export interface CopyOptions {
  /** Folder of the project. It has a project file. */
  readonly project: string;
  readonly sessionFolder: string;
  /** The environment that Pulumi gets. */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Makes the copy, or brings it up to date: a stack file that the session doesn't have is taken from the project, and what
 * the user has edited there since is adopted. Nothing is written to the project.
 */
export function copyProject({ project, sessionFolder, environment }: CopyOptions): ProjectCopy {
  const source = projectFileIn(project);
  if (source === undefined) throw new SetUpError(`There is no Pulumi.yaml in ${project}.`);
  const digest = createHash("sha256").update(project).digest("hex").slice(0, 8);
  const folder = join(sessionFolder, "projects", `${basename(project)}-${digest}`);
  const taken = join(folder, ".taken");
  mkdirSync(taken, { recursive: true });

  const settings = parseDocument(readFileSync(source, "utf8"));
  const stackFolder = resolve(project, stackFolderOf(settings));
  const { PULUMI_CONFIG_PASSPHRASE: passphrase, PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile } = environment;
  const options: StackFileOptions = {
    ownPassphrase: passphraseFile !== undefined || passphrase !== sessionPassphrase,
    project: textOf(settings, "name") ?? "",
  };
  write(join(folder, "Pulumi.yaml"), projectSettings(settings, project));
  const notes = stackFilesIn(stackFolder).flatMap((name) => {
    const place = join(folder, nameInCopy(name));
    const omitted = adopt(join(stackFolder, name), place, join(taken, name), options);
    return omitted.length > 0 ? [omissionNote(name, omitted)] : [];
  });
  return {
    folder,
    notes,
    stackFile: (path) =>
      dirname(path) === stackFolder && stackFilePattern.test(basename(path))
        ? join(folder, nameInCopy(basename(path)))
        : undefined,
  };
}

const stackFilePattern = /^Pulumi\..+\.(json|ya?ml)$/;

/** The copy has one format: JSON is valid YAML. */
function nameInCopy(name: string): string {
  return name.replace(/\.[^.]+$/, ".yaml");
}

function stackFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => stackFilePattern.test(name));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** Takes a user's stack file over into the session's, where it is new or changed. @returns the keys that are left out */
function adopt(source: string, place: string, taken: string, options: StackFileOptions): readonly string[] {
  const [now, own, before] = [source, place, taken].map(read);
  if (now === undefined || (own !== undefined && now === before)) return [];
  const { text, omitted }: SessionStackFile =
    own === undefined || before === undefined
      ? forSession(now, options)
      : withEdits(before, now, own, options);
  write(place, text);
  write(taken, now);
  return omitted;
}

function omissionNote(name: string, omitted: readonly string[]): string {
  return (
    `${name} has secrets that can't be decrypted in this session, so these keys aren't set in it: ` +
    `${omitted.join(", ")}. Set them for the session: pulumi config set KEY VALUE`
  );
}

/** The project's settings, its relative paths made absolute. A file that isn't valid is left for Pulumi to report. */
function projectSettings(settings: Document, project: string): string {
  if (settings.errors.length > 0 || !isMap(settings.contents)) return settings.toString({ lineWidth: 0 });
  settings.set("main", resolve(project, textOf(settings, "main") ?? "."));
  settings.delete("stackConfigDir");
  if (isScalar(settings.get("config", true))) settings.delete("config");
  for (const kind of ["providers", "languages", "analyzers"]) {
    const plugins = settings.getIn(["plugins", kind]);
    if (!isSeq(plugins)) continue;
    for (const plugin of plugins.items) {
      if (isMap(plugin) && typeof plugin.get("path") === "string") {
        plugin.set("path", resolve(project, plugin.get("path") as string));
      }
    }
  }
  return settings.toString({ lineWidth: 0 });
}

/** Where stack files are; `config` is its older name. */
function stackFolderOf(settings: Document): string {
  return textOf(settings, "stackConfigDir") ?? textOf(settings, "config") ?? ".";
}

function textOf(settings: Document, key: string): string | undefined {
  const value = isMap(settings.contents) ? settings.get(key) : undefined;
  return typeof value === "string" ? value : undefined;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Whole or not at all: two commands may run at once. */
function write(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  const half = `${path}.${process.pid}`;
  writeFileSync(half, text, { mode: 0o600 });
  renameSync(half, path);
}
