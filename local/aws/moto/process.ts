import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { SetUpError } from "../../support/setUpError";

/** A running moto server. */
export interface Moto {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly pid: number;
  /** Ends it; resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface MotoOptions {
  /** Python interpreter that has moto: see `ensureMoto`. */
  readonly python: string;
  /** File that gets moto's output. */
  readonly logFile: string;
  /** Time limit of its start, in milliseconds. @default 60 000: importing moto is slow from a cold disk or on a busy machine */
  readonly startWithin?: number;
}

const serveScript = join(__dirname, "serve.py");
const modules = ["iam", "sts", "sns", "logs", "awslambda", "s3", "ec2"];
/** How long moto has to end by itself before it is killed. Milliseconds. */
const stopWithin = 3_000;

/**
 * Starts moto server on a free port of the loopback interface. It ends with this process, however this process
 * ends: it watches a pipe that only this process holds.
 *
 * @throws SetUpError when it doesn't start in time; its log has the reason.
 */
export async function startMoto(options: MotoOptions): Promise<Moto> {
  const log = openSync(options.logFile, "a");
  // -I: neither PYTHONPATH nor the user's site packages can get between the environment and its packages.
  const child = spawn(options.python, ["-I", serveScript, ...modules], {
    stdio: ["pipe", "pipe", log],
    env: environment(process.env),
  });
  closeSync(log);
  // Nothing is written; the exit of moto, which breaks the pipe, is reported by another event.
  child.stdin?.on("error", () => {});

  const stop = () => end(child);
  try {
    const port = await readPort(child, options);
    return { endpoint: `http://127.0.0.1:${port}`, pid: child.pid!, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The user's environment, but for what would change how moto behaves. */
function environment(user: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const neutral = Object.entries(user).filter(([name]) => !/^(AWS|MOTO)_/.test(name));
  return {
    ...Object.fromEntries(neutral),
    // The lab's roles have managed policies attached, such as AWS_ConfigRole.
    MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
    // No instance is ever started, and the list of images is slow to load.
    MOTO_EC2_LOAD_DEFAULT_AMIS: "false",
  };
}

function readPort(child: ChildProcess, options: MotoOptions): Promise<number> {
  const within = options.startWithin ?? 60_000;
  return new Promise((resolve, reject) => {
    const fail = (what: string, cause?: unknown) =>
      reject(new SetUpError(`moto server ${what}: see ${options.logFile}.`, { cause }));
    const timer = setTimeout(() => fail(`didn't come up within ${within / 1000} s`), within);
    child.once("error", (error) => fail(`couldn't be started (${options.python}: ${error.message})`, error));
    child.once("exit", (code, signal) => fail(`ended at once (${signal ?? `exit code ${code}`})`));
    createInterface({ input: child.stdout! }).once("line", (line) => {
      clearTimeout(timer);
      resolve((JSON.parse(line) as { port: number }).port);
    });
    child.once("close", () => clearTimeout(timer));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stdin?.end();
  const inTime = new AbortController();
  const late = sleep(stopWithin, "late", { signal: inTime.signal, ref: false }).catch(() => "in time");
  if ((await Promise.race([gone, late])) === "late") child.kill("SIGKILL");
  await gone;
  inTime.abort();
}
