import { dirname, join } from "node:path";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { cached, findCached } from "../support/cache";
import { buildEngine } from "./build";
import { installEngine } from "./installer";
import { findLanguageHost } from "./languageHost";
import { pinnedVersion } from "./pinned";
import { run } from "../support/processes";
import type { Progress } from "../support/progress";
import { SetUpError } from "../support/setUpError";
import { atLeast, findOnPath, versionIn } from "../support/tools";

export { checkGo } from "./build";
export { pinnedVersion } from "./pinned";

/** The Pulumi CLI, which is the engine too. */
export interface Engine {
  /** Path of the executable `pulumi`. */
  readonly pulumi: string;
  /** Such as `3.259.0`. */
  readonly version: string;
  /** Path of `pulumi-language-nodejs`, which runs the program for the CLI: a released one, or this project's own. */
  readonly languageHost: string;
}

/** The ways to get an engine that isn't there yet: each fills `folder` with `bin/pulumi`, or throws a SetUpError. */
export interface Makers {
  readonly install: Maker;
  readonly build: Maker;
}

type Maker = (folder: string, version: string, progress: Progress, signal: AbortSignal) => Promise<void>;

/**
 * Finds an engine: `pulumi` on PATH, if it is at least as new as the SDK of this project; the one in the user's cache
 * folder; or else gets the pinned version there, by the official installer or, where that can't be reached, by building
 * it with Go.
 *
 * @param signal ends the work, with its reason as the error
 * @throws SetUpError when there is none and none can be had.
 */
export async function ensureEngine(
  progress: Progress,
  path = process.env.PATH,
  makers: Makers = { install: installEngine, build: buildEngine },
  signal = new AbortController().signal,
): Promise<Engine> {
  const found = (await findEngine(progress, path)) ?? (await makeEngine(progress, makers, signal));
  return { ...found, languageHost: findLanguageHost(dirname(found.pulumi), path) };
}

/** The engine on PATH or in the cache, if there is one that can be used. */
export async function findEngine(progress: Progress, path: string | undefined): Promise<Found | undefined> {
  const found = await onPath(progress, path);
  if (found) return found;
  const version = await pinnedVersion();
  const folder = await findCached(name, version);
  return folder === undefined ? undefined : inFolder(folder, version);
}

type Found = Pick<Engine, "pulumi" | "version">;

async function onPath(progress: Progress, path: string | undefined): Promise<Found | undefined> {
  const pulumi = findOnPath("pulumi", path);
  if (!pulumi) return undefined;
  const { code, stdout } = await run(pulumi, ["version"], {
    environment: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeout: 30_000,
  });
  const version = versionIn(stdout);
  const needed = versionIn(sdkVersion);
  if (code !== 0 || !version || !needed) {
    progress(`${pulumi} doesn't print its version; another one is used`);
    return undefined;
  }
  if (version[0] !== needed[0] || !atLeast(version, needed)) {
    progress(
      `${pulumi} is version ${version.join(".")}, and ${sdkVersion} or a later 3.x is needed; another one is used`,
    );
    return undefined;
  }
  return { pulumi, version: version.join(".") };
}

/** Its name in the cache. */
const name = "pulumi";

async function makeEngine(progress: Progress, makers: Makers, signal: AbortSignal): Promise<Found> {
  const version = await pinnedVersion();
  const make = async (folder: string) => {
    try {
      progress(`Pulumi isn't on PATH: installing version ${version} for this user`);
      await makers.install(folder, version, progress, signal);
      return;
    } catch (error) {
      if (!(error instanceof SetUpError)) throw error;
      progress(`${error.message}; building it with Go instead (a few minutes, once)`);
    }
    await makers.build(folder, version, progress, signal);
  };
  return inFolder(await cached(name, version, make, progress, signal), version);
}

function inFolder(folder: string, version: string): Found {
  return { pulumi: join(folder, "bin", "pulumi"), version };
}
