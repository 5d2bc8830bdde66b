import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalSession } from "@config-remediation-lab/local/session";
import type { LabRun } from "@config-remediation-lab/local/tests/leftovers";

const project = "config-remediation-lab";

/** The results of a class's command in its table, in order: `["stu001", "done"]`. */
export function resultsIn({ stdout }: LabRun): [student: string, result: string][] {
  const rows = stdout.matchAll(
    /^(stu\d+) +\d{12} +us-east-1 +(done|as it was|failed|locked|cancelled|not started)\b/gm,
  );
  return [...rows].map(([, student = "", result = ""]) => [student, result]);
}

/** The stacks in the session's backend, which is a folder. */
export class StackFiles {
  private readonly folder: string;

  constructor({ environment }: LocalSession) {
    this.folder = join(fileURLToPath(environment.PULUMI_BACKEND_URL ?? ""), ".pulumi");
  }

  /** The names of the stacks that have a state. */
  stacks(): string[] {
    return jsonFiles(join(this.folder, "stacks", project)).map((file) => file.replace(/\.json$/, ""));
  }

  /** A stack's state as text; empty where there is none. */
  state(stack: string): string {
    const file = join(this.folder, "stacks", project, `${stack}.json`);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /** How many locks a stack has. Beside each the backend keeps a file with its attributes. */
  locks(stack: string): number {
    return jsonFiles(join(this.folder, "locks/organization", project, stack)).length;
  }
}

function jsonFiles(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
}
