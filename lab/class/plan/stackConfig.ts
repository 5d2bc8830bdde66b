import { checkConfiguration, defaults } from "../../../components/configuration";
import { classTag, expiresTag } from "../backend";
import type { CredentialSource } from "../credentials";
import type { ClassSettings, StudentLab } from "../labs";

const project = "config-remediation-lab";

/** The configuration of a student's stack, keys with their namespaces. */
export function stackConfig(
  { student, region, source }: StudentLab,
  shared: boolean,
  { config }: ClassSettings,
): Record<string, string> {
  return {
    ...(shared ? { [`${project}:sharedAccount`]: "true" } : {}),
    ...config,
    "aws:region": region,
    ...providerCredentials(source),
    [`${project}:itscAccount`]: student.itscAccount,
    [`${project}:subscriptionEmail`]: student.email,
  };
}

/**
 * By the provider's configuration, not by the environment: the engine reaches a backend in S3 with the environment's
 * credentials, which a student's account wouldn't let in.
 */
export function providerCredentials({ profile, roleArn }: CredentialSource): Record<string, string> {
  return {
    ...(profile === undefined ? {} : { "aws:profile": profile }),
    ...(roleArn === undefined
      ? {}
      : { "aws:assumeRoles": JSON.stringify([{ roleArn, sessionName: "config-lab-class" }]) }),
  };
}

/** The key of an option's `key=value` with its namespace. */
export function namespaced(key: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

/** Tags of every resource, beside the program's own, Project and Stack: no name, no address. */
export function stackTags(className: string, { expires }: ClassSettings) {
  return { [classTag]: className, [expiresTag]: expires };
}

/** What the program reads from the configuration: its value or its default. */
export function valueIn(
  config: Readonly<Record<string, string>>,
  key: "cidrBlock" | "stage" | "recorder" | "configRoleArn" | "functionRoleArn",
): string {
  return config[`${project}:${key}`] ?? defaults[key];
}

/** Every fault of the configuration, as the program would report it. */
export function configFaults(config: Readonly<Record<string, string>>, stack: string): readonly string[] {
  const own = Object.entries(config).filter(([key]) => key.startsWith(`${project}:`));
  const values = Object.fromEntries(own.map(([key, value]) => [key.slice(project.length + 1), value]));
  const checked = checkConfiguration(values, project, stack);
  return "faults" in checked ? checked.faults : [];
}
