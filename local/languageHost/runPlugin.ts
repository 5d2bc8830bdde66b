import { RunPluginResponse, type RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { runChild } from "./childProcess";
import { locateInProgram } from "./locateInProgram";
import { runtimeEnvironment } from "./runProgram";
import { readRuntimeOptions } from "./runtimeOptions";

/**
 * Runs a plugin that is written for Node.js, such as a policy pack, and sends on its output (the port first), then its
 * exit code. A policy pack gets the stack's configuration from the engine; only packs that ask the SDK for project or
 * stack outside of a policy need Pulumi's own host, which starts them later.
 */
export async function runPlugin(
  request: RunPluginRequest,
  send: (response: RunPluginResponse) => void,
  signal: AbortSignal,
): Promise<void> {
  const folder = request.getInfo()?.getProgramDirectory() ?? "";
  const options = readRuntimeOptions(request.getInfo()?.getOptions());
  const pack = request.getKind() === "analyzer";
  const runner = locateInProgram(`@pulumi/pulumi/cmd/run-${pack ? "policy-pack" : "plugin"}`, folder);
  const args = request.getArgsList();
  const { code } = await runChild({
    command: process.execPath,
    args: [...options.nodeargs, runner, ...(pack ? [...args, folder] : [folder, ...args])],
    // A pack's files are named from its own folder.
    cwd: pack ? folder : request.getPwd(),
    environment: { ...settings(request.getEnvList()), ...runtimeEnvironment(options) },
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
