import { PackageDependency, PackageParameterization, PluginDependency } from "@pulumi/pulumi/proto/plugin_pb";
import { installedPackages, type PackageManifest, type Parameterization } from "./installedPackages";

/** The provider plugins that the program's installed packages name: each package with `pulumi.resource`. */
export function requiredPackages(programFolder: string): PackageDependency[] {
  return installedPackages(programFolder)
    .filter((manifest) => manifest.pulumi?.resource)
    .map(packageDependency);
}

/** The same plugins, in the words of engines that know no parameterized packages. */
export function requiredPlugins(programFolder: string): PluginDependency[] {
  return requiredPackages(programFolder).map((dependency) =>
    new PluginDependency()
      .setName(dependency.getName())
      .setKind(dependency.getKind())
      .setVersion(dependency.getVersion())
      .setServer(dependency.getServer()),
  );
}

function packageDependency({ name = "", version = "", pulumi = {} }: PackageManifest): PackageDependency {
  const dependency = new PackageDependency()
    .setName(pulumi.name ?? name.replace(/^@pulumi\//, ""))
    .setKind("resource")
    .setVersion(`v${(pulumi.version ?? version).replace(/^v/, "")}`)
    .setServer(pulumi.server ?? "");
  if (pulumi.parameterization) dependency.setParameterization(parameterization(pulumi.parameterization));
  if (pulumi.extensionParameterization) {
    dependency.setExtension$(parameterization(pulumi.extensionParameterization));
  }
  return dependency;
}

function parameterization({ name, version, value }: Parameterization): PackageParameterization {
  return new PackageParameterization().setName(name).setVersion(version).setValue(value);
}
