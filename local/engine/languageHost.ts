import { createHash } from "node:crypto";
import { chmod, mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { anyCached, cached } from "../support/cache";
import { run } from "../support/processes";
import { errorCode } from "../support/setUpError";
import { findOnPath } from "../support/tools";

const name = "pulumi-language-nodejs";

/** Where a compressed copy may lie, beside the clone; for Linux on x86-64. */
const packed = resolve(__dirname, "../../../shared/tools", `${name}.xz`);

const unpack =
  "import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.argv[1]), open(sys.argv[2], 'wb'))";

/**
 * Finds Pulumi's Node.js language host: beside the engine (where the official installer puts it), on PATH, unpacked from
 * a copy beside the clone, or unpacked by another clone before.
 *
 * @returns its path, or undefined when there is none: only `pulumi up` from the command line misses it.
 */
export async function findLanguageHost(
  engineFolder: string,
  path: string | undefined,
  progress: (line: string) => void,
): Promise<string | undefined> {
  return (
    findOnPath(name, `${engineFolder}:${path ?? ""}`) ??
    (await fromPackedCopy(progress)) ??
    (await fromCache())
  );
}

async function fromCache(): Promise<string | undefined> {
  const folder = await anyCached(name);
  return folder && join(folder, "bin", name);
}

async function fromPackedCopy(progress: (line: string) => void): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const content = await readIfThere(packed);
  if (!content) return undefined;
  // Named after its content: another copy is another version.
  const version = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const folder = await cached(name, version, async (target) => {
    progress(`Unpacking ${name}`);
    await mkdir(join(target, "bin"));
    const output = join(target, "bin", name);
    const { code, stderr } = await run("python3", ["-c", unpack, packed, output]);
    if (code !== 0) throw new Error(`${packed} can't be unpacked: ${stderr}`);
    await chmod(output, 0o755);
  });
  return join(folder, "bin", name);
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}
