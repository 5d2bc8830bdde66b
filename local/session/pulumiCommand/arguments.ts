import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What was typed after `pulumi`. */
export interface Arguments {
  /** The folder it was typed in, or that `--cwd` names; absolute. */
  readonly folder: string;
  /** The command's name; undefined where there are only options. */
  readonly command: string | undefined;
  /** The arguments without `--cwd`, relative paths in options made absolute. */
  readonly words: readonly string[];
  /** What follows `--`, that included. */
  readonly rest: readonly string[];
}

/** Options of every command that take a value. */
const globalOptions = [
  "--color",
  "--memprofilerate",
  "--otel-traces",
  "--profiling",
  "--tracing",
  "--tracing-header",
  "--verbose",
  "-v",
];

/** Options whose value is a path, which Pulumi reads from its working directory. */
const pathOptions = [
  "--config-file",
  "--event-log",
  "--file",
  "--import-file",
  "--input-file",
  "--out",
  "--plan",
  "--policy-pack",
  "--policy-pack-config",
  "--provider-file",
  "--resources-file",
  "--save-plan",
];

/** The same by one letter, where a command has them. */
const shortPathOptions: Readonly<Record<string, readonly string[]>> = { import: ["-f", "-o"] };

/** Commands that make or change a project's own folder, or concern none; they don't use a stack's file. */
const projectCommands = [
  "convert",
  "gen-completion",
  "help",
  "install",
  "login",
  "logout",
  "new",
  "package",
  "plugin",
  "policy",
  "project",
  "schema",
  "template",
  "version",
  "whoami",
];

/** Reads the arguments of Pulumi's command line. @param current the working directory */
export function readArguments(given: readonly string[], current: string): Arguments {
  const end = given.indexOf("--");
  const own = end < 0 ? given : given.slice(0, end);
  const { folder, words } = withoutFolder(own, current);
  const command = commandOf(words);
  const options = [...pathOptions, ...(shortPathOptions[command ?? ""] ?? [])];
  return {
    folder,
    command,
    // Pulumi changes its folder first, and reads paths after that.
    words: absolutePaths(words, options, folder),
    rest: end < 0 ? [] : given.slice(end),
  };
}

/** Does it act on the project's folder, rather than on a stack? */
export function actsOnProject({ command }: Arguments): boolean {
  return command === undefined || projectCommands.includes(command);
}

/** The nearest folder, from this one upwards, that has a project file; where Pulumi looks for it, too. */
export function projectFolderOf(folder: string): string | undefined {
  if (projectFileIn(folder) !== undefined) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : projectFolderOf(parent);
}

/** The path of a folder's project file. In Pulumi's order of extensions. */
export function projectFileIn(folder: string): string | undefined {
  return [".json", ".yaml", ".yml"]
    .map((extension) => join(folder, `Pulumi${extension}`))
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** The words for Pulumi, with the copy in place of the project's folder. */
export function withFolder(
  { words, rest }: Arguments,
  copy: { readonly folder: string; stackFile(path: string): string | undefined },
): string[] {
  const own = words.map((word, index) => {
    // Who names one of the project's stack files means the session's copy of it.
    const [option, value] = word.startsWith("--config-file=") ? splitOption(word) : ["", word];
    if (option === "" && words[index - 1] !== "--config-file") return word;
    return `${option}${copy.stackFile(value) ?? value}`;
  });
  // Of an option that is given twice Pulumi takes the last.
  return [...own, "--cwd", copy.folder, ...rest];
}

/** Takes `--cwd` out, in each of its spellings. */
function withoutFolder(given: readonly string[], current: string): { folder: string; words: string[] } {
  const words: string[] = [];
  let folder = current;
  for (let index = 0; index < given.length; index++) {
    const word = given[index] ?? "";
    const attached = /^(?:--cwd=|-C=?)(.+)$/s.exec(word)?.[1];
    if (attached !== undefined) folder = resolve(current, attached);
    else if (word === "--cwd" || word === "-C") folder = resolve(current, given[++index] ?? "");
    else words.push(word);
  }
  return { folder, words };
}

function commandOf(words: readonly string[]): string | undefined {
  return words.find(
    (word, index) => !word.startsWith("-") && !globalOptions.includes(words[index - 1] ?? ""),
  );
}

function absolutePaths(words: readonly string[], options: readonly string[], folder: string): string[] {
  const absolute = (value: string) =>
    value
      .split(",")
      .map((path) => (path === "" || path === "-" || isUrl(path) ? path : resolve(folder, path)))
      .join(",");
  return words.map((word, index) => {
    if (options.includes(words[index - 1] ?? "")) return absolute(word);
    const [option, value] = splitOption(word);
    return options.includes(option.slice(0, -1)) ? `${option}${absolute(value)}` : word;
  });
}

/** `--option=value` as `--option=` and `value`. */
function splitOption(word: string): [option: string, value: string] {
  const end = word.startsWith("--") ? word.indexOf("=") + 1 : 0;
  return [word.slice(0, end), word.slice(end)];
}

function isUrl(path: string): boolean {
  return /^[a-z]+:\/\//.test(path);
}
