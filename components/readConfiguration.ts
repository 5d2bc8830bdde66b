import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime";
import * as runtimeConfig from "@pulumi/pulumi/runtime/config";
import { awsRegionFault, checkConfiguration, countOf, type LabConfiguration } from "./configuration";

/** A stack's configuration, and which of its keys were set with `--secret`. */
export interface StackConfiguration extends LabConfiguration {
  /** Without namespace. */
  readonly secretKeys: readonly string[];
}

/**
 * Reads the stack's configuration, and checks the provider's region.
 *
 * @throws pulumi.RunError that lists every fault at once, each with its key, the expected and the actual value; the value of
 *   a secret isn't shown
 */
export function readConfiguration(): StackConfiguration {
  const namespace = pulumi.getProject();
  const all = allConfig();
  const values = valuesOf(namespace, all);
  const secretKeys = Object.keys(values).filter((key) => isConfigSecret(`${namespace}:${key}`));
  const checked = checkConfiguration(values, namespace, pulumi.getStack(), secretKeys);
  const regionFault = awsRegionFault(all["aws:region"], process.env);
  const faults = [
    ...(regionFault === undefined ? [] : [regionFault]),
    ...("faults" in checked ? checked.faults : []),
  ];
  if ("configuration" in checked && faults.length === 0) return { ...checked.configuration, secretKeys };
  throw new pulumi.RunError(
    [
      `The configuration of stack ${pulumi.getStack()} has ${countOf(faults)}; nothing was changed:`,
      ...faults.map((fault) => `  - ${fault}`),
      "Set a value with: pulumi config set KEY VALUE",
    ].join("\n"),
  );
}

/** The SDK has this function for its own `Config`, and leaves it out of its types. */
const { isConfigSecret } = runtimeConfig as unknown as {
  isConfigSecret: (key: string) => boolean;
};

function valuesOf(namespace: string, all: Readonly<Record<string, string>>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(all)) {
    if (key.startsWith(`${namespace}:`)) values[key.slice(namespace.length + 1)] = value;
  }
  return values;
}
