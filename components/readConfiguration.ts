import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime";
import { checkConfiguration, type LabConfiguration } from "./configuration";

/**
 * Reads the stack's configuration.
 *
 * @throws pulumi.RunError that lists every fault at once, each with its key, the expected and the actual value
 */
export function readConfiguration(): LabConfiguration {
  const namespace = pulumi.getProject();
  const checked = checkConfiguration(valuesOf(namespace, allConfig()), namespace, pulumi.getStack());
  if ("configuration" in checked) return checked.configuration;
  const { faults } = checked;
  throw new pulumi.RunError(
    [
      `The configuration of stack ${pulumi.getStack()} has ${faults.length === 1 ? "an error" : `${faults.length} errors`}; nothing was changed:`,
      ...faults.map((fault) => `  - ${fault}`),
      "Set a value with: pulumi config set KEY VALUE",
    ].join("\n"),
  );
}

function valuesOf(namespace: string, all: Readonly<Record<string, string>>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(all)) {
    if (key.startsWith(`${namespace}:`)) values[key.slice(namespace.length + 1)] = value;
  }
  return values;
}
