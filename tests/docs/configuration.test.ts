import { deepStrictEqual, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { checkConfiguration } from "../../components/configuration/labConfiguration";
import { documents, readDocument, root, tableAfter } from "../documents/documents";

interface Key {
  readonly default?: unknown;
}

describe("the README's configuration table", () => {
  const { config } = load(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as { config: Record<string, Key> };
  const rows = tableAfter(readDocument("README.md").text, "<!-- configuration -->");

  it("has the keys of Pulumi.yaml, in its order", () => {
    ok(rows.length > 0);
    deepStrictEqual(
      rows.map(([key = ""]) => key),
      Object.keys(config).map((key) => `\`${key}\``),
    );
  });

  for (const [key, { default: value }] of Object.entries(config)) {
    it(`has the default of ${key}`, () => {
      const cell = rows.find(([name]) => name === `\`${key}\``)?.[1] ?? "";
      if (value === undefined) deepStrictEqual(cell, "required");
      else deepStrictEqual(load(/^`(.*)`$/.exec(cell)?.[1] ?? ""), value);
    });
  }
});

describe("data in the documents", () => {
  const blocks = documents().flatMap(({ path, blocks: all }) => all.map((block) => ({ path, ...block })));

  for (const [language, parse] of [
    ["yaml", load],
    ["json", JSON.parse],
  ] as const) {
    it(`in ${language} can be read`, () => {
      const ofLanguage = blocks.filter((block) => block.language === language);
      ok(ofLanguage.length > 0);
      for (const { text } of ofLanguage) ok(parse(text));
    });
  }

  it("is a configuration without faults, where it is one", () => {
    const configurations = blocks
      .filter(({ language }) => language === "yaml")
      .map(({ text }) => load(text) as { config?: Record<string, unknown> })
      .flatMap(({ config }) => (config ? [config] : []));
    ok(configurations.length > 0);
    for (const values of configurations) {
      const own = Object.entries(values).map(([key, value]): [string, string] => [
        key.replace("config-remediation-lab:", ""),
        typeof value === "string" ? value : JSON.stringify(value),
      ]);
      const student = { itscAccount: "stuabc", subscriptionEmail: "stuabc@example.com" };
      const checked = checkConfiguration(
        { ...student, ...Object.fromEntries(own) },
        "config-remediation-lab",
        "dev",
      );
      deepStrictEqual("faults" in checked ? checked.faults : [], []);
    }
  });
});
