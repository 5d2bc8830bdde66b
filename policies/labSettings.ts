import { allConfig } from "@pulumi/pulumi/runtime";
import { checkConfiguration, type LabConfiguration } from "../components/configuration";

/** What policies depend on: the stack's configuration, and what follows from it. */
export interface LabSettings extends LabConfiguration {
  /** Suffix of the names that would collide in a shared account; empty elsewhere. */
  readonly suffix: string;
}

/**
 * Reads the configuration of the stack that a resource belongs to; the engine hands it to the policy pack's process.
 *
 * @param urn the resource's, which names stack and project: `urn:pulumi:dev::config-remediation-lab::…`
 * @throws Error for a configuration with faults, which the program itself rejects before it registers a resource
 */
export function readLabSettings(urn: string): LabSettings {
  const [, , stack = "", , project = ""] = urn.split(":");
  return labSettings(allConfig(), project, stack);
}

/**
 * The settings of a stack.
 *
 * @param config by full key, such as `config-remediation-lab:scope`, each value as text
 */
export function labSettings(
  config: Readonly<Record<string, string>>,
  project: string,
  stack: string,
): LabSettings {
  const own = Object.entries(config).flatMap(([key, value]): [string, string][] =>
    key.startsWith(`${project}:`) ? [[key.slice(project.length + 1), value]] : [],
  );
  const checked = checkConfiguration(Object.fromEntries(own), project, stack);
  if ("faults" in checked) {
    // Not the faults: they show values, and some may be secrets.
    throw new Error(
      `The configuration of stack ${stack} has faults, so its resources can't be checked: pulumi preview lists them.`,
    );
  }
  const { configuration } = checked;
  return { ...configuration, suffix: configuration.sharedAccount ? `-${stack}` : "" };
}
