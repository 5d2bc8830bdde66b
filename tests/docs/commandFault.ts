import { labProgram } from "../../lab/cli";

export const program = labProgram();

/** A shell's words, up to what ends the command; a quote that opened before the command is no part of it. */
function wordsOf(rest: string): string[] {
  const [own = ""] = rest.split(/ (?:&&|\|\||\||;|#|>) /);
  return [...own.matchAll(/'([^']*)'|([^\s']+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** The fault of a `config-lab` command line; undefined when it has none. */
export function commandFault(rest: string): string | undefined {
  const words = wordsOf(rest);
  if (words.length === 0) return undefined;
  const [name = "", ...all] = words;
  if (name.startsWith("--")) {
    return program.options.some(({ long }) => long === name) || name === "--help" ? undefined : name;
  }
  let command = program.commands.find((one) => one.name() === name);
  if (!command) return `no command ${name}`;
  while (command.commands.length > 0) {
    const next = all.shift();
    if (next === undefined) return undefined;
    const below: typeof command | undefined = command.commands.find((one) => one.name() === next);
    if (!below) return `no command ${name} ${next}`;
    command = below;
  }
  const end = all.indexOf("--");
  const own = end < 0 ? all : all.slice(0, end);
  for (let word = own.shift(); word !== undefined; word = own.shift()) {
    if (word === "--help") continue;
    if (word.startsWith("-")) {
      const option = command.options.find(({ long, short }) => long === word || short === word);
      if (!option) return `no option ${word}`;
      if (!option.required) continue;
      const value = own.shift() ?? "";
      // A value that the option's own parser refuses makes the test fail by itself.
      option.parseArg?.(value, undefined as never);
      continue;
    }
    // Capitals stand for what the reader puts there.
    if (/^[A-Z]+(\.csv|\.json|…)?$/.test(word)) continue;
    const [argument] = command.registeredArguments;
    if (!argument?.argChoices?.includes(word)) return `no argument ${word}`;
  }
  return undefined;
}
