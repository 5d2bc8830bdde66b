import { RunPluginResponse, type RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { runChild } from "./childProcess";
import { locateInProgram } from "./locateInProgram";
import { runPolicyPack } from "./runPolicyPack";
import { runtimeEnvironment } from "./runProgram";
import { readRuntimeOptions } from "./runtimeOptions";

/** Runs a plugin that is written for Node.js, and sends on its output (the port first), then its exit code. */
export async function runPlugin(
  request: RunPluginRequest,
  send: (response: RunPluginResponse) => void,
  signal: AbortSignal,
): Promise<void> {
  const environment = settings(request.getEnvList());
  if (request.getKind() === "analyzer") return runPolicyPack(request, environment, send, signal);
  const folder = request.getInfo()?.getProgramDirectory() ?? "";
  const options = readRuntimeOptions(request.getInfo()?.getOptions());
  const runner = locateInProgram("@pulumi/pulumi/cmd/run-plugin", folder);
  const { code } = await runChild({
    command: process.execPath,
    args: [...options.nodeargs, runner, folder, ...request.getArgsList()],
    cwd: request.getPwd(),
    environment: { ...environment, ...runtimeEnvironment(options) },
    onStdout: (data) => send(new RunPluginResponse().setStdout(data)),
    onStderr: (data) => send(new RunPluginResponse().setStderr(data)),
    signal,
  });
  send(new RunPluginResponse().setExitcode(code ?? -1));
}

function settings(list: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    list.map((setting): [string, string] => {
      const [name = "", value = ""] = setting.split(/=(.*)/s);
      return [name, value];
    }),
  );
}
