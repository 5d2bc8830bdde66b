import { deepStrictEqual, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { scripts } from "../../package.json";
import { commandFault as faultOf, program } from "./commandFault";
import { documents, root } from "../documents/documents";

const commands = documents().flatMap(({ path, code, blocks }) =>
  [...code, ...blocks.filter(({ language }) => language !== "json").map(({ text }) => text)].flatMap((text) =>
    text.split("\n").map((line) => ({ path, line: line.trim() })),
  ),
);

/** What follows a command in every line that has it. */
function usesOf(command: RegExp): { readonly path: string; readonly rest: string }[] {
  return commands.flatMap(({ path, line }) =>
    [...line.matchAll(command)].map(([, rest = ""]) => ({ path, rest: rest.trim() })),
  );
}

describe("commands in the documents", () => {
  it("of npm are scripts of package.json", () => {
    const named = usesOf(/npm run (?:--silent )?([\w:]+)/g);
    ok(named.length >= 5, `only ${named.length} found`);
    deepStrictEqual(
      named.filter(({ rest }) => !(rest in scripts)),
      [],
    );
  });

  it("of lab are what the command takes", () => {
    const named = [...usesOf(/npx config-lab\b(.*)$/g), ...usesOf(/^lab (.*)$/g)];
    ok(named.length >= 30, `only ${named.length} found`);
    const faults = named
      .map(({ path, rest }) => ({ path, rest, fault: faultOf(rest) }))
      .filter(({ fault }) => fault !== undefined);
    deepStrictEqual(faults, []);
  });

  it("name every command of lab", () => {
    const named = usesOf(/npx config-lab (\w+)/g).map(({ rest }) => rest);
    deepStrictEqual(
      program.commands.map((command) => command.name()).filter((name) => !named.includes(name)),
      [],
    );
  });

  it("have options that a command of lab has, where one stands alone", () => {
    const alone = usesOf(/^(--[a-z-]+)$/g).map(({ rest }) => rest);
    ok(alone.length >= 5, `only ${alone.length} found`);
    const all = program.commands.flatMap((command) => [command, ...command.commands]);
    const known = ["--help", ...all.flatMap(({ options }) => options.map(({ long }) => long))];
    deepStrictEqual(
      alone.filter((option) => !known.includes(option)),
      [],
    );
  });

  it("set keys that Pulumi.yaml has", () => {
    const { config } = load(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as { config: object };
    const keys = usesOf(/pulumi config set ([\w:]+)/g).map(({ rest }) => rest);
    ok(keys.length >= 5, `only ${keys.length} found`);
    deepStrictEqual(
      keys.filter((key) => key !== "aws:region" && !(key in config)),
      [],
    );
  });
});

describe("the fault of a command line", () => {
  const wrong: [rest: string, fault: string][] = [
    [" rehears", "no command rehears"],
    [" verify --tasks 5", "no option --tasks"],
    [" incident smtp", "no argument smtp"],
    [" local pulumi", "no argument pulumi"],
    [" class pln ROSTER.csv", "no command class pln"],
    [" class plan ROSTER.csv --yes", "no option --yes"],
  ];
  for (const [rest, fault] of wrong) {
    it(`finds the fault of config-lab${rest}`, () => deepStrictEqual(faultOf(rest), fault));
  }

  it("lets a command of another program after -- alone, and quotes", () => {
    deepStrictEqual(
      [faultOf(" local --keep -- pulumi up"), faultOf(" logs --filter 'revoking for'")],
      [undefined, undefined],
    );
  });
});
