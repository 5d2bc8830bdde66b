import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const bin = join(__dirname, "..", "..", "bin.js");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Gets what was said on standard error so far; a signal it answers with is sent, once. */
  readonly signalWhen?: (stderr: string) => NodeJS.Signals | undefined;
}

/**
 * Runs the lab command in a folder that isn't the clone, as a process of its own, with nothing of this process's
 * environment that AWS or Pulumi read. A `pulumi` in the folder is found first.
 */
export async function runLab(
  folder: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: {
      HOME: folder,
      XDG_CACHE_HOME: folder,
      PATH: `${folder}:/usr/bin:/bin`,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
      ...options.environment,
    },
  });
  let [stdout, stderr, signalled] = ["", "", false];
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => {
    stderr += data.toString();
    const signal = signalled ? undefined : options.signalWhen?.(stderr);
    if (signal !== undefined) signalled = child.kill(signal);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

/** Puts a `pulumi` into the folder that says this, whatever it is asked. */
export function pulumiSays(folder: string, said: { stdout?: string; stderr?: string; code?: number }): void {
  const { stdout = "", stderr = "", code = 0 } = said;
  writeFileSync(
    join(folder, "pulumi"),
    `#!/bin/sh\ncat <<'OUT'\n${stdout}\nOUT\ncat >&2 <<'ERR'\n${stderr}\nERR\nexit ${code}\n`,
  );
  chmodSync(join(folder, "pulumi"), 0o755);
}
