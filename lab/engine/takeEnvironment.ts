import type { LocalSession } from "@config-remediation-lab/local/session";

/** From here on this process has the student's environment, by which SDK clients and the program find AWS. */
export function takeEnvironment({ environment }: LocalSession): void {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}
