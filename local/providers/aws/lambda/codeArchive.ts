import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import * as path from "node:path";
import { zipSync, type Zippable } from "fflate";
import { signatureKey, signatures } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";

/** Files by their path in the archive. */
type Files = Map<string, Uint8Array>;

/** Of every file: the first moment ZIP knows, so that the same content gives the same bytes. */
const noTime = new Date(1980, 0, 1);

/** Readable by all, as Lambda needs it, in the field where ZIP keeps Unix modes. */
const mode = 0o100644 << 16;
const madeByUnix = 3;

/** The bytes of a ZIP file of an archive as it arrives from the program; the same content gives the same bytes. */
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

/** Base64 of the SHA-256 digest, as Lambda tells it of its code. */
export function codeSha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64");
}

async function collect(value: unknown, place: string, files: Files): Promise<void> {
  if (!isObject(value)) throw unsupported(place, "something that is neither an asset nor an archive");
  if (typeof value.uri === "string") throw unsupported(place, `the remote content ${value.uri}`);
  if (value[signatureKey] === signatures.asset) {
    files.set(place, await content(value, place));
  } else if (isObject(value.assets)) {
    for (const [name, inner] of Object.entries(value.assets)) await collect(inner, join(place, name), files);
  } else if (typeof value.path === "string") {
    await collectPath(value.path, place, files);
  } else {
    throw unsupported(place, "an archive without content");
  }
}

async function content(asset: Record<string, unknown>, place: string): Promise<Uint8Array> {
  if (typeof asset.text === "string") return Buffer.from(asset.text, "utf8");
  if (typeof asset.path === "string") return readFile(asset.path);
  throw unsupported(place, "an asset without content");
}

async function collectPath(file: string, place: string, files: Files): Promise<void> {
  if (!(await stat(file)).isDirectory()) {
    throw unsupported(place, `the file ${file}: an archive is a folder, a .zip or a .jar`);
  }
  for (const entry of await readdir(file, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) continue;
    const source = path.join(entry.parentPath, entry.name);
    const name = path.relative(file, source).split(path.sep).join("/");
    files.set(join(place, name), await readFile(source));
  }
}

function join(place: string, name: string): string {
  return place === "" ? name : `${place}/${name}`;
}

function unsupported(place: string, what: string): Error {
  const where = place === "" ? "the archive is" : `${place} in the archive is`;
  return new Error(`${where} ${what}, which this stand-in doesn't realise`);
}
