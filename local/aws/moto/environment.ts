import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cached, findCached } from "../../support/cache";
import { run, type RunResult } from "../../support/processes";
import type { Progress } from "../../support/progress";
import { SetUpError } from "../../support/setUpError";
import { findPython, type Python } from "./python";

const requirements = join(__dirname, "..", "requirements.txt");
/** Milliseconds. */
const venvWithin = 120_000;
const installWithin = 600_000;

/** Whether the environment is made already for this Python. */
export async function isMotoCached(python: Python): Promise<boolean> {
  return (await findCached("moto", versionOf(await readFile(requirements, "utf8"), python))) !== undefined;
}

/**
 * Makes the Python environment that moto server runs in, from `local/aws/requirements.txt`, once per user, Python and
 * list of packages; kept in the user's cache folder.
 *
 * @param signal ends the work, with its reason as the error
 * @returns the path of its Python interpreter.
 * @throws SetUpError without a Python that is new enough and has `venv`, without access to the package index, or
 * without permission to write to the cache folder.
 */
export async function ensureMoto(
  progress: Progress,
  environment: NodeJS.ProcessEnv = process.env,
  signal?: AbortSignal,
): Promise<string> {
  const python = await findPython(environment);
  const list = await readFile(requirements, "utf8");
  const make = async (folder: string) => {
    progress(`Making a Python ${python.version.join(".")} environment for moto server`, activity);
    await makeVenv(python, folder, environment, signal);
    await install(folder, pipProgress(list, progress), environment, signal);
    progress(`Python environment with ${motoIn(list)} made`, { ...activity, over: true });
  };
  return interpreter(await cached("moto", versionOf(list, python), make, progress, signal));
}

function interpreter(folder: string): string {
  return join(folder, "bin", "python");
}

const activity = { name: "moto" };

/** Reports how far pip is, by its lines. */
function pipProgress(list: string, progress: Progress): (line: string) => void {
  const all = list.match(/^[\w.-]+(\[[^\]]*\])?==/gm)?.length ?? 0;
  let fetched = 0;
  const report = (what: string) =>
    progress(`Installing ${motoIn(list)} and what it needs: ${what}`, activity);
  report(`${all} packages`);
  return (line) => {
    if (line.startsWith("Collecting ")) report(`${++fetched} of ${all} packages fetched`);
    if (line.startsWith("Installing collected packages")) report(`${all} packages, writing them`);
  };
}

function motoIn(list: string): string {
  return /^moto==\S+/m.exec(list)?.[0].replace("==", " ") ?? "moto";
}

/** Names what the environment is made of: an environment is bound to the very interpreter that made it. */
function versionOf(list: string, python: Python): string {
  const digest = createHash("sha256").update(list).update(python.executable).digest("hex").slice(0, 12);
  return `${motoIn(list).replace("moto ", "")}-py${python.version.join(".")}-${digest}`;
}

async function makeVenv(
  python: Python,
  folder: string,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  const args = ["-m", "venv", folder];
  const result = await run(python.executable, args, { environment, timeout: venvWithin, signal });
  if (result.code === 0) return;
  throw new SetUpError(
    `${python.executable} -m venv failed${result.timedOut ? " to end in time" : ""}: ${lastLine(result)}`,
  );
}

async function install(
  folder: string,
  onLine: (line: string) => void,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  // No compilation: Python compiles the few modules that are used when it first imports them.
  const args = ["-m", "pip", "install", "--no-deps", "--no-compile", "--prefer-binary", "--no-input"];
  const quiet = ["--disable-pip-version-check", "--timeout", "20", "--retries", "2"];
  const result = await run(interpreter(folder), [...args, ...quiet, "-r", requirements], {
    environment,
    timeout: installWithin,
    signal,
    onLine,
  });
  if (result.code === 0) return;
  const output = `${result.stdout}\n${result.stderr}`;
  if (result.timedOut || unreachable.test(output)) {
    throw new SetUpError(
      "The Python package index can't be reached to install moto server: connect to the internet, or point " +
        "PIP_INDEX_URL to an index that you can reach, and run the command again.",
    );
  }
  throw new SetUpError(`Installing moto server with pip failed: ${lastLine(result)}`);
}

const unreachable =
  /Failed to establish a new connection|Name or service not known|name resolution|nodename nor servname|Network is unreachable|Connection refused|timed out|ProxyError|Max retries exceeded/i;

function lastLine({ stdout, stderr }: RunResult): string {
  const lines = (stderr.trim() || stdout.trim()).split("\n");
  const line = lines.findLast((each) => /^(ERROR|Error)\b/.test(each)) ?? lines.at(-1) ?? "";
  return line.replace(/^ERROR: /, "") || "no output";
}
