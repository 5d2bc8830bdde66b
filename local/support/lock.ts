import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isGone, thisProcess } from "./processMark";
import { errorCode } from "./setUpError";

/** A holder touches its lock this often; one not touched for `staleAfter` has lost its holder. Milliseconds. */
const heartbeat = 2_000;
const staleAfter = 30_000;
const retryEvery = 250;

/**
 * Takes the lock that is the file `path`, waiting as long as another living process holds it.
 *
 * @param onWait called once, when there is something to wait for.
 * @param signal ends the waiting, with its reason as the error
 * @returns a function that gives it back.
 */
export async function lock(
  path: string,
  onWait: () => void,
  signal?: AbortSignal,
): Promise<() => Promise<void>> {
  const holder = thisProcess({ token: randomUUID() });
  for (let told = false; !(await take(path, holder)); told = true) {
    if (await removeIfStale(path)) continue;
    if (!told) onWait();
    await sleep(retryEvery, undefined, { signal });
  }

  // A failed touch shows itself as a lock that looks stale; there is nothing better to do about it here.
  const touch = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), heartbeat);
  touch.unref();
  const giveBack = () => rmSync(path, { force: true });
  process.once("exit", giveBack);
  return async () => {
    clearInterval(touch);
    process.removeListener("exit", giveBack);
    await rm(path, { force: true });
  };
}

async function take(path: string, holder: string): Promise<boolean> {
  try {
    await writeFile(path, holder, { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Removes a lock whose holder is gone. True when it is worth trying again at once. */
async function removeIfStale(path: string): Promise<boolean> {
  const seen = await read(path);
  if (seen === undefined) return true;
  if (!seen.stale) return false;
  // Moved aside first, and looked at again: two waiters may have judged the same stale lock, and the slower
  // one must not throw away the lock that the faster one has taken since.
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, "utf8")) !== seen.text) await link(aside, path);
    await rm(aside, { force: true });
  } catch (error) {
    if (errorCode(error) !== "ENOENT" && errorCode(error) !== "EEXIST") throw error;
    await rm(aside, { force: true });
  }
  return true;
}

async function read(path: string): Promise<{ text: string; stale: boolean } | undefined> {
  try {
    const text = await readFile(path, "utf8");
    const age = Date.now() - (await stat(path)).mtimeMs;
    return { text, stale: age > staleAfter || isGone(text) };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
