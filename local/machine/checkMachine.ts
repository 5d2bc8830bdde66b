import { statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { findPython, type Python } from "../aws/moto/python";
import { isMotoCached } from "../aws/moto/environment";
import { checkGo, findEngine, pinnedVersion } from "../engine";
import { checkCacheFolder } from "../support/cache";
import { errorCode, SetUpError } from "../support/setUpError";
import { makeTemporaryFolder, removeTemporaryFolder } from "../support/temporaryFolder";

/** What was found of one thing that a session needs. */
export interface Check {
  readonly what: string;
  readonly found: string;
  /** A sentence: what is missing, and what to do. Undefined when nothing is. */
  readonly fault?: string;
}

export interface CheckOptions {
  /** Port of the endpoint on the loopback interface. @default 0: a free one */
  readonly port?: number;
  readonly environment?: NodeJS.ProcessEnv;
  /** Whether Pulumi's installer can be reached. @default asks its host */
  readonly installerResponds?: () => Promise<boolean>;
}

/** Free disk space that is needed, in MB: for a session, moto's packages, and Go's modules and build cache with the engine. */
const space = { session: 200, moto: 300, build: 3500 };

/**
 * Checks everything that a session needs, before anything that takes long. Nothing is installed or built. What one check
 * finds doesn't keep another from being made: every fault is known at once.
 */
export async function checkMachine(options: CheckOptions = {}): Promise<Check[]> {
  const { port = 0, environment = process.env, installerResponds = askInstaller } = options;
  const temporary = await temporaryFiles();
  // What asks a tool needs a temporary folder.
  const usable = temporary.fault === undefined;
  const [python, pulumi] = usable
    ? await Promise.all([pythonCheck(environment), pulumiCheck(environment, installerResponds)])
    : [skipped("Python"), skipped("Pulumi")];
  const toMake = (python.toMake ?? 0) + (pulumi.toMake ?? 0);
  const cache = await cacheFolderCheck(toMake);
  const node = { what: "Node.js", found: `${process.versions.node}, ${process.execPath}` };
  return [node, python, pulumi, temporary, cache, await portCheck(port)].map(
    ({ what, found, fault }: Check) => ({
      what,
      found,
      ...(fault === undefined ? {} : { fault }),
    }),
  );
}

/** The faults as one error; undefined when there are none. */
export function faultsIn(checks: readonly Check[]): SetUpError | undefined {
  const faults = checks.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  if (faults.length === 0) return undefined;
  if (faults.length === 1) return new SetUpError(faults[0] ?? "");
  return new SetUpError(
    [`This machine lacks ${faults.length} things:`, ...faults.map((fault) => `  - ${fault}`)].join("\n"),
  );
}

/** A check, and how much disk space (in MB) is needed to get what isn't there yet. */
interface Tool extends Check {
  readonly toMake?: number;
}

function skipped(what: string): Tool {
  return { what, found: "not checked, which needs a temporary folder" };
}

async function pythonCheck(environment: NodeJS.ProcessEnv): Promise<Tool> {
  const what = "Python";
  const found = await orFault(() => findPython(environment));
  if (found instanceof SetUpError) return { what, found: "none that can be used", fault: found.message };
  const { version, executable }: Python = found;
  const cached = await orFault(() => isMotoCached(found));
  const moto =
    cached === true ? "moto server is installed" : "moto server will be installed by pip (a minute, once)";
  return {
    what,
    found: `${version.join(".")}, ${executable}; ${moto}`,
    toMake: cached === true ? 0 : space.moto,
  };
}

async function pulumiCheck(
  environment: NodeJS.ProcessEnv,
  installerResponds: () => Promise<boolean>,
): Promise<Tool> {
  const what = "Pulumi";
  // A cache folder that can't be read is a fault of its own, below.
  const engine = await orFault(() => findEngine(() => {}, environment.PATH));
  if (engine && !(engine instanceof SetUpError))
    return { what, found: `${engine.version}, ${engine.pulumi}` };
  const version = await pinnedVersion();
  const go = await orFault(() => checkGo(version, () => {}, environment.PATH));
  if (!(go instanceof SetUpError)) {
    const found = `${version} will be installed, or built with Go ${go} (a few minutes, once)`;
    return { what, found, toMake: space.build };
  }
  if (await installerResponds()) return { what, found: `${version} will be installed (150 MB, once)` };
  return {
    what,
    found: "none; its installer can't be reached",
    fault: go.message,
  };
}

async function temporaryFiles(): Promise<Check> {
  const what = "Temporary files";
  const made = await orFault(() => Promise.resolve(makeTemporaryFolder()));
  if (made instanceof SetUpError) return { what, found: tmpdir(), fault: made.message };
  removeTemporaryFolder(made);
  return withSpace(what, tmpdir(), space.session, "TMPDIR");
}

async function cacheFolderCheck(needed: number): Promise<Check> {
  const what = "Cache";
  const folder = await orFault(checkCacheFolder);
  if (folder instanceof SetUpError) return { what, found: "not writable", fault: folder.message };
  return withSpace(what, folder, needed, "XDG_CACHE_HOME");
}

async function withSpace(what: string, folder: string, needed: number, variable: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  const found = `${folder}, ${free} MB free`;
  if (free >= needed) return { what, found };
  const fault = `${folder} has ${free} MB of free space, and ${needed} MB are needed: make room, or set ${variable} to a folder on another disk.`;
  return { what, found, fault };
}

async function portCheck(port: number): Promise<Check> {
  const what = "Port";
  const found = port === 0 ? "a free one" : String(port);
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
    await new Promise((resolve) => server.close(resolve));
    return { what, found };
  } catch (error) {
    const reason = errorCode(error);
    const remedy = reason === "EADDRINUSE" ? `; lsof -i :${port} shows what uses it` : "";
    const state = reason === "EADDRINUSE" ? "is in use" : `can't be used (${reason})`;
    const fault = `Port ${port} of 127.0.0.1 ${state}: choose another with --port${remedy}.`;
    return { what, found, fault };
  }
}

/** The error that has a sentence for the user becomes the value. */
async function orFault<T>(work: () => Promise<T>): Promise<T | SetUpError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SetUpError) return error;
    throw error;
  }
}

/** Any response means that it can be reached. */
async function askInstaller(): Promise<boolean> {
  try {
    await fetch("https://get.pulumi.com/", { method: "HEAD", signal: AbortSignal.timeout(10_000) });
    return true;
  } catch {
    // Whatever the reason: the installer would fail by it too.
    return false;
  }
}
