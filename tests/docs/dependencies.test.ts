import { deepStrictEqual, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import lock from "../../package-lock.json";
import { readDocument, root, tableAfter } from "../documents/documents";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface Locked {
  readonly license?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}

const locked: Readonly<Record<string, Locked>> = lock.packages;

/** The packages of a manifest from the registry, with their versions. */
function packagesOf(folder: string): Map<string, string> {
  const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  return new Map(all.filter(([name]) => !name.startsWith("@config-remediation-lab/")));
}

/** A package's licence, in words: an SPDX expression without its capitals and parentheses. */
function licenceOf(name: string): string {
  const { license } = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as {
    license: string;
  };
  return license.replace(/[()]/g, "").replace(" AND ", " and ");
}

const bare = (cell = ""): string => cell.replaceAll("`", "");
const { text } = readDocument("docs/dependencies.md");

describe("docs/dependencies.md", () => {
  const tables = [
    { heading: "## The program (`package.json`)", folder: "." },
    { heading: "## The command (`lab/package.json`)", folder: "lab" },
    { heading: "## AWS on this machine (`local/package.json`)", folder: "local" },
    { heading: "## The policy pack (`policies/package.json`)", folder: "policies" },
  ];
  for (const { heading, folder } of tables) {
    const names = [...packagesOf(folder).keys()];
    const rows = tableAfter(text, heading);

    it(`has a row for each package under "${heading}", and no other`, () => {
      ok(names.length > 0);
      deepStrictEqual(rows.map(([name]) => bare(name)).sort(), names.sort());
    });

    it(`names licence and purpose of each package under "${heading}"`, () => {
      ok(rows.length > 0);
      for (const [name = "", licence, purpose = ""] of rows) {
        deepStrictEqual([name, licence], [name, licenceOf(bare(name))]);
        ok(purpose.length > 0, `${name} has no purpose`);
      }
    });
  }

  it("names the version of each package that is held back", () => {
    const versions = new Map(tables.flatMap(({ folder }) => [...packagesOf(folder)]));
    const rows = tableAfter(text, "## What is held back");
    ok(rows.length > 0);
    for (const [name, version] of rows) deepStrictEqual([name, version], [name, versions.get(bare(name))]);
  });
});

describe("the four package.json", () => {
  const manifests = [".", "lab", "local", "policies"].map(packagesOf);

  it("name exact versions, and the same one wherever a package occurs", () => {
    const versions = new Map<string, Set<string>>();
    for (const [name, version] of manifests.flatMap((packages) => [...packages]))
      versions.set(name, new Set([...(versions.get(name) ?? []), version]));
    ok(versions.size > 20);
    const inexact = [...versions].filter(
      ([, found]) => ![...found].every((one) => /^\d+\.\d+\.\d+$/.test(one)),
    );
    const several = [...versions].filter(([, found]) => found.size > 1);
    deepStrictEqual({ inexact, several }, { inexact: [], several: [] });
  });

  it("have an AGPL package in local/ only", () => {
    const [program, lab, local, policies] = manifests.map((packages) =>
      [...packages.keys()].filter((name) => licenceOf(name).includes("AGPL")),
    );
    deepStrictEqual(
      { program, lab, local, policies },
      { program: [], lab: [], local: ["@cloud-copilot/iam-simulate"], policies: [] },
    );
  });
});

describe("package-lock.json", () => {
  it("names no registry, so that every clone installs from its own", () => {
    const packages = Object.entries(locked);
    ok(packages.length > 100);
    deepStrictEqual(
      packages.filter(([, { resolved, link }]) => resolved !== undefined && !link).map(([path]) => path),
      [],
    );
  });
});
