import { deepStrictEqual, ok } from "node:assert";
import { existsSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { documents, projectFiles, readDocument, root } from "../documents/documents";

/** Files that a reader makes, and that aren't here. */
const madeByReader = ["Pulumi.stuabc.yaml", "faults.yaml", "EVENT.json", "sbom.json", "preview.json"];

const files = projectFiles();
const topLevel = readdirSync(root).filter((name) => name !== "node_modules" && name !== ".git");

/** What GitHub makes of a heading. */
function anchor(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function anchorsOf(path: string): string[] {
  return [...readDocument(path).prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchor(heading));
}

/** Whether a path, or a pattern with * and **, names something. */
function exists(path: string): boolean {
  if (!path.includes("*")) return existsSync(join(root, path));
  const pattern = path
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("**/", "\u0000")
    .replaceAll("*", "[^/]*")
    .replaceAll("\u0000", "(.*/)?");
  return files.some((file) => new RegExp(`^${pattern}$`).test(file));
}

describe("references in the documents", () => {
  it("link to files and headings that are there", () => {
    const links = documents().flatMap(({ path, prose }) =>
      [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target = ""]) => ({ path, target }))
        .filter(({ target }) => !/^https?:/.test(target)),
    );
    ok(links.length >= 30, `only ${links.length} found`);
    const broken = links.filter(({ path, target }) => {
      const [file = "", heading] = target.split("#");
      const linked = file === "" ? path : posix.join(posix.dirname(path), file);
      if (!existsSync(join(root, linked))) return true;
      return heading !== undefined && !anchorsOf(linked).includes(heading);
    });
    deepStrictEqual(broken, []);
  });

  it("name files and folders that are there", () => {
    const words = documents().flatMap(({ path, code, blocks }) =>
      [...code, ...blocks.map(({ text }) => text)].flatMap((text) =>
        text.split(/[\s"'`]+/).map((word) => ({ path, word })),
      ),
    );
    const paths = words.filter(
      ({ word }) => word.includes("/") && topLevel.includes(word.split("/")[0] ?? ""),
    );
    const names = words.filter(
      ({ word }) => /^[\w-][\w.-]*\.(ts|js|json|md|yaml|mod|txt)$/.test(word) && word !== "Node.js",
    );
    ok(paths.length >= 30 && names.length >= 5, `only ${paths.length} paths and ${names.length} names found`);
    const missing = [
      ...paths.filter(({ word }) => !exists(word)),
      ...names.filter(({ word }) => !files.some((file) => posix.basename(file) === word)),
    ];
    deepStrictEqual(
      missing.filter(({ word }) => !madeByReader.includes(word)),
      [],
    );
  });
});
