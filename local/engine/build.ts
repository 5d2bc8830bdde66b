import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../support/processes";
import type { Progress } from "../support/progress";
import { SetUpError } from "../support/setUpError";
import { atLeast, findOnPath, versionIn } from "../support/tools";
import { BuildProgress, isProgress } from "./buildProgress";
import { cliPackage, moduleFolder, neededGo } from "./pinned";

/** How often the build reports its state, and when it is given up. Milliseconds. */
const tick = 1_000;
const limit = 20 * 60_000;

const activity = { name: "pulumi" };

/** Go fetches a newer toolchain by itself since this version. */
const fetchesToolchains = [1, 21, 0];

/**
 * Builds the Pulumi CLI from the Go module that go.mod pins, into `bin` of the folder.
 *
 * @throws SetUpError when Go is missing or too old, its module proxy can't be reached, or the build fails.
 */
export async function buildEngine(
  folder: string,
  version: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  await checkGo(version, progress);
  const output = join(folder, "bin", "pulumi");
  await mkdir(join(folder, "bin"), { recursive: true });

  const started = Date.now();
  const course = new BuildProgress();
  const report = () => progress(`Building Pulumi ${version} with Go: ${course.state()}`, activity);
  report();
  const reporting = setInterval(report, tick);
  try {
    const result = await run(
      "go",
      ["build", "-v", "-trimpath", "-buildvcs=false", "-ldflags", flags(version), "-o", output, cliPackage],
      {
        cwd: moduleFolder,
        // Independent of the user's Go workspace and flags: what go.mod pins is what is built.
        environment: {
          ...process.env,
          CGO_ENABLED: "0",
          GOFLAGS: "-mod=readonly",
          GOWORK: "off",
          GOOS: "",
          GOARCH: "",
        },
        timeout: limit,
        signal,
        onLine: (line) => course.on(line),
      },
    );
    if (result.code !== 0) throw failure(version, result.stderr, result.timedOut);
  } finally {
    clearInterval(reporting);
    progress("", { ...activity, over: true });
  }
  progress(`Pulumi ${version} built in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Without its version the CLI calls itself 0.0.0, which the Automation API refuses. The rest makes it smaller. */
function flags(version: string): string {
  return `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
}

/**
 * Checks that Pulumi can be built here.
 *
 * @param path PATH to look for Go
 * @returns the version of Go, such as `1.25.11`
 * @throws SetUpError when Go is missing or too old
 */
export async function checkGo(
  version: string,
  progress: Progress = () => {},
  path = process.env.PATH,
): Promise<string> {
  const needed = await neededGo();
  const remedy = `install Pulumi ${version} (https://www.pulumi.com/docs/install/) or Go ${needed} or later (https://go.dev/dl/), and run the same command again`;
  const go = findOnPath("go", path);
  if (!go) {
    throw new SetUpError(`Pulumi can't be built, because Go isn't on PATH: ${remedy}.`);
  }
  const { stdout } = await run(go, ["version"], { environment: { ...process.env, GOTOOLCHAIN: "local" } });
  const found = versionIn(stdout);
  if (!found || !atLeast(found, fetchesToolchains)) {
    throw new SetUpError(`Pulumi can't be built with this Go ("${stdout.trim()}"): ${remedy}.`);
  }
  if (!atLeast(found, versionIn(needed) ?? [])) {
    progress(`Go ${found.join(".")} is older than ${needed}, and fetches that first`);
  }
  return found.join(".");
}

function failure(version: string, stderr: string, timedOut: boolean): SetUpError {
  const lines = stderr.split("\n").filter((line) => line.trim() && !isProgress(line));
  const reason = timedOut ? `no end after ${limit / 60_000} minutes` : (lines[0] ?? "go gave no reason");
  const offline =
    /dial tcp|no such host|connection refused|i\/o timeout|network is unreachable|proxyconnect/.test(stderr);
  const remedy = offline
    ? "connect to the network (or set GOPROXY to a proxy you can reach) and run the same command again"
    : /no space left/.test(stderr)
      ? "make room on the disk and run the same command again"
      : `install Pulumi ${version} (https://www.pulumi.com/docs/install/), or see the cause in: ${lines.slice(-3).join(" | ")}`;
  return new SetUpError(`Building Pulumi ${version} with Go failed (${reason}): ${remedy}.`, {
    cause: stderr,
  });
}
