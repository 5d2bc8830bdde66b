import { rmSync } from "node:fs";
import { access, constants, mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { lock } from "./lock";
import type { Progress } from "./progress";
import { errorCode, SetUpError } from "./setUpError";

const marker = ".complete";

/**
 * Where things are kept that are fetched or built once per user: `$XDG_CACHE_HOME`, else `~/Library/Caches` on
 * macOS and `~/.cache` elsewhere, and in it `config-remediation-lab`.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const wanted = environment.XDG_CACHE_HOME;
  // The XDG specification has a relative path ignored.
  const root =
    wanted && isAbsolute(wanted)
      ? wanted
      : join(environment.HOME ?? homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache");
  return join(root, "config-remediation-lab");
}

/** Makes the cache folder if there is none. @throws SetUpError when it can't be written to */
export async function checkCacheFolder(): Promise<string> {
  const folder = cacheFolder();
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return folder;
  } catch (error) {
    throw explained(error, folder);
  }
}

/** The folder of a finished thing, or undefined when it isn't there (or only half made). */
export async function findCached(name: string, version: string): Promise<string | undefined> {
  const folder = join(cacheFolder(), name, version);
  return (await exists(join(folder, marker))) ? folder : undefined;
}

/**
 * Folder of a thing that is fetched or built once per user and version; `make` fills it, at the path where it
 * stays (a Python virtual environment can't be moved). Two processes at once: one makes, the other waits for
 * it. A folder whose making was interrupted is thrown away and made again.
 *
 * @throws SetUpError when the cache folder can't be written to; whatever `make` throws, with the folder removed.
 */
export async function cached(
  name: string,
  version: string,
  make: (folder: string) => Promise<void>,
  progress: Progress = () => {},
  signal?: AbortSignal,
): Promise<string> {
  const found = await findCached(name, version);
  if (found) return found;

  const parent = join(cacheFolder(), name);
  const folder = join(parent, version);
  try {
    await mkdir(parent, { recursive: true });
    const release = await lock(
      `${folder}.lock`,
      () => progress(`Waiting for another process that makes ${name} ${version}`),
      signal,
    );
    try {
      return (await findCached(name, version)) ?? (await makeAfresh(folder, make));
    } finally {
      await release();
    }
  } catch (error) {
    throw explained(error, parent);
  }
}

async function makeAfresh(folder: string, make: (folder: string) => Promise<void>): Promise<string> {
  const discard = () => rmSync(folder, { recursive: true, force: true });
  // Covers process.exit() in a signal handler, where no `catch` runs any more.
  process.once("exit", discard);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    await make(folder);
    await writeFile(join(folder, marker), "");
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    process.removeListener("exit", discard);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return false;
    throw explained(error, path);
  }
}

function explained(error: unknown, path: string): unknown {
  const reasons: Record<string, string> = {
    EACCES: "no permission",
    EPERM: "not permitted",
    EROFS: "the file system is read-only",
    ENOSPC: "the disk is full",
    EDQUOT: "the disk quota is used up",
    ENOTDIR: "part of the path is a file",
    EEXIST: "part of the path is a file",
  };
  const reason = reasons[errorCode(error) ?? ""];
  if (!reason) return error;
  return new SetUpError(
    `Can't write to the cache folder ${path}: ${reason}. Make it writable, or set XDG_CACHE_HOME to a folder you can write to.`,
    { cause: error },
  );
}
