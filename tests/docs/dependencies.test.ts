import { deepStrictEqual, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json";
import { readDocument, root, tableAfter } from "./documents";

/** A package's licence, in words: an SPDX expression without its capitals and parentheses. */
function licenceOf(name: string): string {
  const { license } = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as {
    license: string;
  };
  return license.replace(/[()]/g, "").replace(" AND ", " and ");
}

describe("docs/dependencies.md", () => {
  const { text } = readDocument("docs/dependencies.md");
  const kinds = [
    { heading: "## Dependencies", packages: manifest.dependencies },
    { heading: "## Development dependencies", packages: manifest.devDependencies },
  ];
  for (const { heading, packages } of kinds) {
    const names = Object.keys(packages);
    const rows = tableAfter(text, heading);

    it(`has a row for each package under "${heading}", and no other`, () => {
      ok(names.length > 0);
      deepStrictEqual(rows.map(([name = ""]) => name).sort(), names.map((name) => `\`${name}\``).sort());
    });

    it(`names the licence and a reason of each under "${heading}"`, () => {
      ok(rows.length > 0);
      for (const [name = "", licence, reason = ""] of rows) {
        deepStrictEqual([name, licence], [name, licenceOf(name.replaceAll("`", ""))]);
        ok(reason.length > 0, `${name} has no reason`);
      }
    });
  }
});
