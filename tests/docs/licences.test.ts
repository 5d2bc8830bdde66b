import { deepStrictEqual, ok } from "node:assert";
import { readDocument, tableAfter } from "../documents/documents";
import { lockedPackages } from "../serialisation/programOnly";

/** Licences that ask for no more than their text to be kept. */
const permissive = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "Python-2.0",
];

const lock = lockedPackages();
const packages = Object.entries(lock).filter(([path, { link }]) => path.includes("node_modules/") && !link);
const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

describe("the licences of all packages", () => {
  it("are permissive, but for those that docs/dependencies.md lists", () => {
    ok(packages.length > 300, `only ${packages.length}`);
    const others = packages
      .filter(([, { license = "" }]) => {
        const parts = license.replace(/[()]/g, "").split(/ (?:AND|OR) /);
        return !parts.every((part) => permissive.includes(part));
      })
      .map(([path, { license = "none" }]) => [`\`${nameOf(path)}\``, license]);
    const listed = tableAfter(readDocument("docs/dependencies.md").text, "<!-- other licences -->");
    deepStrictEqual(
      listed.map(([name, licence]) => [name, licence]),
      [...new Map(others.map((row) => [row.join(), row])).values()].sort(),
    );
  });
});
