import {
  AboutResponse,
  DependencyInfo,
  GetProgramDependenciesResponse,
  RuntimeOptionPrompt,
  RuntimeOptionsResponse,
  type ProgramInfo,
} from "@pulumi/pulumi/proto/language_pb";
import { run } from "../support/processes";
import { errorCode } from "../support/setUpError";
import { findOnPath } from "../support/tools";
import { directPackages, installedPackages } from "./installedPackages";
import { choosePackageManager, packageManagers, type PackageManagerName } from "./packageManager";
import { readRuntimeOptions } from "./runtimeOptions";

/** What `pulumi about` prints of the runtime. */
export async function about(info: ProgramInfo | undefined): Promise<AboutResponse> {
  const folder = info?.getProgramDirectory() ?? "";
  const { packagemanager } = readRuntimeOptions(info?.getOptions());
  const manager = choosePackageManager(packagemanager, folder);
  const response = new AboutResponse().setExecutable(process.execPath).setVersion(process.version);
  const metadata = response.getMetadataMap();
  metadata.set("packagemanager", manager);
  metadata.set("packagemanagerVersion", await managerVersion(manager));
  const typescript = directPackages(folder).find(({ name }) => name === "typescript")?.version;
  if (typescript) metadata.set("typescriptVersion", typescript);
  return response;
}

/** Empty where the package manager isn't on PATH. */
async function managerVersion(manager: PackageManagerName): Promise<string> {
  try {
    return (await run(manager, ["--version"])).stdout.trim();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  }
}

/** The packages that `pulumi about` lists. */
export function programDependencies(folder: string, transitive: boolean): GetProgramDependenciesResponse {
  const packages = transitive ? installedPackages(folder) : directPackages(folder);
  return new GetProgramDependenciesResponse().setDependenciesList(
    packages.map(({ name = "", version = "" }) => new DependencyInfo().setName(name).setVersion(version)),
  );
}

/** What `pulumi new` asks about the runtime, unless Pulumi.yaml says it already. */
export function runtimeOptionsPrompts(info: ProgramInfo | undefined): RuntimeOptionsResponse {
  const response = new RuntimeOptionsResponse();
  if (info?.getOptions()?.toJavaScript().packagemanager !== undefined) return response;
  const question = new RuntimeOptionPrompt()
    .setKey("packagemanager")
    .setDescription("The package manager that installs dependencies")
    .setPrompttype(RuntimeOptionPrompt.RuntimeOptionType.STRING)
    .setChoicesList(packageManagers.map(choice))
    .setDefault(choice("npm"));
  return response.setPromptsList([question]);
}

function choice(name: PackageManagerName): RuntimeOptionPrompt.RuntimeOptionValue {
  return new RuntimeOptionPrompt.RuntimeOptionValue()
    .setPrompttype(RuntimeOptionPrompt.RuntimeOptionType.STRING)
    .setStringvalue(name)
    .setDisplayname(findOnPath(name, process.env.PATH) ? name : `${name} [not found]`);
}
