import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { unzipSync } from "fflate";

import { AwsError } from "../../service";

/** AWS's limit for a function's code, unpacked, in bytes. */
const UNPACKED_LIMIT = 262_144_000;

/**
 * Reads a deployment package.
 *
 * @returns file contents by relative path
 * @throws AwsError `InvalidParameterValueException` where it isn't a zip file, is too large when unpacked, or
 *   has an entry whose path is outside the folder it is unpacked into.
 */
export function readArchive(zip: Buffer): Record<string, Uint8Array> {
  let size = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(zip, {
      filter: (entry) => {
        size += entry.originalSize;
        return size < UNPACKED_LIMIT && !entry.name.endsWith("/");
      },
    });
  } catch (error) {
    const reason = (error as Error).message;
    throw invalid(
      `Could not unzip uploaded file. Please check your file, then try to upload again. (${reason})`,
    );
  }
  if (size >= UNPACKED_LIMIT) throw invalid(`Unzipped size must be smaller than ${UNPACKED_LIMIT} bytes`);
  for (const name of Object.keys(files)) {
    if (!staysInside(name))
      throw invalid(`The path of the archive's entry "${name}" is outside the function's folder.`);
  }
  return files;
}

/** Writes a deployment package's files into a folder; rejects what `readArchive` rejects. */
export async function unpack(zip: Buffer, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(readArchive(zip))) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

function staysInside(name: string): boolean {
  return !name.includes("\\") && !path.posix.isAbsolute(name) && !name.split("/").includes("..");
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}
