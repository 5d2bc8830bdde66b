import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

export const root = join(__dirname, "../..");

/** A code block between fences. */
export interface CodeBlock {
  /** Such as `sh`; empty where the fence names none. */
  readonly language: string;
  readonly text: string;
}

/** A document of the project, with what can be checked in it taken out. */
export interface Document {
  /** Relative to the project's folder, such as `docs/guide.md`. */
  readonly path: string;
  readonly text: string;
  /** Without fenced code blocks. */
  readonly prose: string;
  readonly blocks: readonly CodeBlock[];
  /** What stands between single backticks in the prose. */
  readonly code: readonly string[];
}

/** Every document that a reader is sent to. */
export function documents(): Document[] {
  const inDocs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", "CONTRIBUTING.md", ...inDocs.map((name) => `docs/${name}`)].map(readDocument);
}

export function readDocument(path: string): Document {
  const text = readFileSync(join(root, path), "utf8");
  const fence = /^[ ]*```(\w*)\n([\s\S]*?)^[ ]*```$/gm;
  const prose = text.replace(fence, "");
  return {
    path,
    text,
    prose,
    blocks: [...text.matchAll(fence)].map(([, language = "", body = ""]) => ({
      language,
      text: withoutIndent(body),
    })),
    code: [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code),
  };
}

/** The project's own files, relative to its folder, with `/` between names. */
export function projectFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "node_modules" || entry.name === ".git") return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? projectFiles(path) : [relative(root, path).split(sep).join("/")];
  });
}

/** The cells of the rows of the first table after a place in the text; the header's two lines are left out. */
export function tableAfter(text: string, place: string): string[][] {
  const start = text.indexOf(place);
  if (start < 0) throw new Error(`there is no "${place}"`);
  const lines = text.slice(start).split("\n");
  const first = lines.findIndex((line) => line.startsWith("|"));
  const rows = lines.slice(first);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows
    .slice(2, end < 0 ? undefined : end)
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

function withoutIndent(body: string): string {
  const indent = /^ */.exec(body)?.[0] ?? "";
  return body.replaceAll(new RegExp(`^${indent}`, "gm"), "");
}
