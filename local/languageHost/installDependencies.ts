import {
  InstallDependenciesResponse,
  type InstallDependenciesRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { errorCode } from "../support/setUpError";
import { runChild, type Ended } from "./childProcess";
import { choosePackageManager, installArguments } from "./packageManager";
import { readRuntimeOptions } from "./runtimeOptions";

/**
 * Installs the program's packages, and sends on what the package manager prints. Version managers of Node.js are left
 * alone: the host runs on the Node.js that the program gets.
 *
 * @throws when the package manager isn't on PATH or fails.
 */
export async function installDependencies(
  request: InstallDependenciesRequest,
  send: (response: InstallDependenciesResponse) => void,
  signal: AbortSignal,
): Promise<void> {
  const folder = request.getInfo()?.getProgramDirectory() ?? "";
  const options = readRuntimeOptions(request.getInfo()?.getOptions());
  const manager = choosePackageManager(options.packagemanager, folder);
  const print = (text: string) => send(new InstallDependenciesResponse().setStdout(Buffer.from(text)));

  print("Installing dependencies...\n\n");
  let ended: Ended;
  try {
    ended = await runChild({
      command: manager,
      args: installArguments(manager, options.production),
      cwd: folder,
      environment: process.env,
      onStdout: (data) => send(new InstallDependenciesResponse().setStdout(data)),
      onStderr: (data) => send(new InstallDependenciesResponse().setStderr(data)),
      signal,
    });
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    throw new Error(`${manager} isn't on PATH: install it, or set another packagemanager in Pulumi.yaml.`, {
      cause: error,
    });
  }
  const { code } = ended;
  if (code !== 0) throw new Error(`${manager} install failed: ${ended.signal ?? `exit code ${code}`}`);
  print("Finished installing dependencies\n\n");
}
