import { readdir, readFile, stat } from "node:fs/promises";
import * as path from "node:path";
import { zipSync, type Zippable } from "fflate";
import { signatureKey, signatures } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";

/** Files by their path in the archive. */
type Files = Map<string, Uint8Array>;

/** Every file's time: the earliest that ZIP can express, so that the same content gives the same bytes. */
const noTime = new Date(1980, 0, 1);

/** Readable by all, which Lambda needs, in the field where ZIP keeps Unix modes. */
const mode = 0o100644 << 16;
const madeByUnix = 3;

/** The bytes of a ZIP file of an archive as the program passes it; the same content gives the same bytes. */
export async function zipped(archive: unknown): Promise<Uint8Array> {
  const given = isObject(archive) ? archive.path : undefined;
  if (typeof given === "string" && /\.(zip|jar)$/.test(given)) return readFile(given);
  const files: Files = new Map();
  await collect(archive, "", files);
  const entries: Zippable = {};
  for (const name of [...files.keys()].sort()) {
    entries[name] = [files.get(name) ?? new Uint8Array(), { mtime: noTime, os: madeByUnix, attrs: mode }];
  }
  return zipSync(entries, { level: 6 });
}

async function collect(value: unknown, place: string, files: Files): Promise<void> {
  if (!isObject(value)) throw notOffered(place, typeof value);
  if (typeof value.uri === "string") throw notOffered(place, `the remote content ${value.uri}`);
  if (value[signatureKey] === signatures.asset) {
    files.set(place, await content(value, place));
  } else if (isObject(value.assets)) {
    for (const [name, inner] of Object.entries(value.assets)) await collect(inner, join(place, name), files);
  } else if (typeof value.path === "string") {
    await collectFolder(value.path, place, files);
  } else {
    throw notOffered(place, "an archive without content");
  }
}

async function content(asset: Record<string, unknown>, place: string): Promise<Uint8Array> {
  if (typeof asset.text === "string") return Buffer.from(asset.text, "utf8");
  if (typeof asset.path === "string") return readFile(asset.path);
  throw notOffered(place, "an asset without content");
}

async function collectFolder(folder: string, place: string, files: Files): Promise<void> {
  if (!(await stat(folder)).isDirectory()) throw notOffered(place, `the file ${folder}`);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) continue;
    const source = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, source).split(path.sep).join("/");
    files.set(join(place, name), await readFile(source));
  }
}

function join(place: string, name: string): string {
  return place === "" ? name : `${place}/${name}`;
}

function notOffered(place: string, got: string): Error {
  const where = place === "" ? "the function's archive" : `${place} in the function's archive`;
  return new Error(
    `${where} isn't offered by this stand-in: expected an asset, a folder, a .zip or a .jar, got ${got}`,
  );
}
