import { rm } from "node:fs/promises";
import { loadTypeScript } from "../support/loadTypeScript";
import { run } from "../support/processes";
import type { Progress } from "../support/progress";
import { SetUpError } from "../support/setUpError";

/** Milliseconds; the download has about 150 MB. */
const limit = 4 * 60_000;

const activity = { name: "pulumi installer" };

/**
 * Runs Pulumi's official installer, in a process of its own: only that can be given up after a time limit together
 * with the downloads it started.
 *
 * @throws SetUpError when the installer can't be reached, fails or takes too long; the folder is empty again.
 */
export async function installEngine(
  folder: string,
  version: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  progress(`Installing Pulumi ${version} by its installer`, activity);
  const { code, stderr, timedOut } = await run(
    process.execPath,
    ["--require", loadTypeScript, require.resolve("./install"), folder, version],
    { cwd: __dirname, timeout: limit, signal },
  );
  progress("", { ...activity, over: true });
  if (code === 0) return;
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const reason = timedOut
    ? `no end after ${limit / 1000} s`
    : (stderr.trim().split("\n").at(-1) ?? `exit code ${code}`);
  throw new SetUpError(`Pulumi's installer didn't work (${reason})`);
}
