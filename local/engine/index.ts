import { dirname, join } from "node:path";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { cached, findCached } from "../support/cache";
import { buildEngine } from "./build";
import { installEngine } from "./installer";
import { findLanguageHost } from "./languageHost";
import { pinnedVersion } from "./pinned";
import { run } from "../support/processes";
import { SetUpError } from "../support/setUpError";
import { atLeast, findOnPath, versionIn } from "../support/tools";

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
  readonly install: (folder: string, version: string, progress: (line: string) => void) => Promise<void>;
  readonly build: (folder: string, version: string, progress: (line: string) => void) => Promise<void>;
}

/**
 * Finds an engine: `pulumi` on PATH, if it is at least as new as the SDK of this project; the one in the user's cache
 * folder; or else gets the pinned version there, by the official installer or, where that can't be reached, by building
 * it with Go.
 *
 * @throws SetUpError when there is none and none can be had.
 */
export async function ensureEngine(
  progress: (line: string) => void,
  path = process.env.PATH,
  makers: Makers = { install: installEngine, build: buildEngine },
): Promise<Engine> {
  const found = (await onPath(progress, path)) ?? (await fromCache(progress, makers));
  return { ...found, languageHost: findLanguageHost(dirname(found.pulumi), path) };
}

type Found = Pick<Engine, "pulumi" | "version">;

async function onPath(
  progress: (line: string) => void,
  path: string | undefined,
): Promise<Found | undefined> {
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

async function fromCache(progress: (line: string) => void, makers: Makers): Promise<Found> {
  const version = await pinnedVersion();
  const name = "pulumi";
  const folder =
    (await findCached(name, version)) ??
    (await cached(name, version, (target) => make(target, version, progress, makers), progress));
  return { pulumi: join(folder, "bin", "pulumi"), version };
}

async function make(
  folder: string,
  version: string,
  progress: (line: string) => void,
  makers: Makers,
): Promise<void> {
  try {
    progress(`Pulumi isn't on PATH: installing version ${version} for this user`);
    await makers.install(folder, version, progress);
    return;
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    progress(`${error.message}; building it with Go instead (a few minutes, once)`);
  }
  await makers.build(folder, version, progress);
}
