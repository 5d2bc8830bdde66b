import { RunResponse, type RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { runChild, type Ended } from "./childProcess";
import type { HostArguments } from "./hostArguments";
import { locateInProgram } from "./locateInProgram";
import { readRuntimeOptions, type RuntimeOptions } from "./runtimeOptions";

/** Exit code by which the SDK says that it has printed what went wrong. */
const reported = 32;

/** What V8 prints before it gives up for lack of memory. */
const outOfMemory = "<--- Last few GCs --->";

const moreMemory =
  "The program may have run out of memory: raise its limit by `nodeargs: --max-old-space-size=MEGABYTES` under runtime.options in Pulumi.yaml.";

/** Where the program's output goes. */
export interface ProgramOutput {
  readonly stdout: (data: Buffer) => void;
  readonly stderr: (data: Buffer) => void;
}

/**
 * Runs a Pulumi program to its end, by the SDK that is installed with it. What is wrong with the program is in the
 * response, not an error.
 */
export async function runProgram(
  request: RunRequest,
  host: HostArguments,
  output: ProgramOutput,
  signal: AbortSignal,
): Promise<RunResponse> {
  let memoryGone = false;
  let ended: Ended;
  try {
    if (!host.engine) throw new Error("the host has no engine's address: it needs a Handshake before Run");
    // The protocol for a debugger is offered by Pulumi's own host.
    if (request.getAttachDebugger()) throw new Error("--attach-debugger isn't offered by this language host");
    const folder = request.getInfo()?.getProgramDirectory() ?? "";
    const options = readRuntimeOptions(request.getInfo()?.getOptions());
    const run = locateInProgram("@pulumi/pulumi/cmd/run", folder);
    ended = await runChild({
      command: process.execPath,
      args: [...options.nodeargs, run, ...programArguments(request, host)],
      environment: { ...process.env, ...programEnvironment(request, options) },
      onStdout: output.stdout,
      onStderr: (data) => {
        memoryGone ||= data.includes(outOfMemory);
        output.stderr(data);
      },
      signal,
    });
  } catch (error) {
    return new RunResponse().setError(error instanceof Error ? error.message : String(error));
  }
  return outcome(ended, memoryGone);
}

function outcome({ code, signal }: Ended, memoryGone: boolean): RunResponse {
  if (code === 0) return new RunResponse();
  if (code === reported) return new RunResponse().setBail(true);
  const how = signal
    ? `Program was terminated by ${signal}`
    : `Program exited with non-zero exit code: ${code}`;
  return new RunResponse().setError(memoryGone ? `${how}. ${moreMemory}` : how);
}

/** The command line of the SDK's `cmd/run`, without options that have no value. */
function programArguments(request: RunRequest, { engine, tracing }: HostArguments): string[] {
  const info = request.getInfo();
  const options: Record<string, string | undefined> = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory(),
    stack: request.getStack(),
    pwd: info?.getProgramDirectory(),
    parallel: String(request.getParallel()),
    tracing,
  };
  return [
    ...Object.entries(options).flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() || ".",
    ...request.getArgsList(),
  ];
}

/** Configuration, secrets in the clear: the SDK marks the values of the secret keys again. */
function programEnvironment(request: RunRequest, options: RuntimeOptions): NodeJS.ProcessEnv {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    ...runtimeEnvironment(options),
  };
}

/** How the SDK loads a program or plugin. */
export function runtimeEnvironment({ typescript, tsconfig }: RuntimeOptions): NodeJS.ProcessEnv {
  return {
    ...(typescript && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(tsconfig && { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}
