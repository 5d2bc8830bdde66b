import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { root } from "../documents/documents";

interface Step {
  readonly name?: string;
  readonly if?: string;
  /** An expression, as text. */
  readonly "continue-on-error"?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly if?: string;
  readonly steps: readonly Step[];
}

/** A workflow, as far as the tests read it. */
export interface Workflow {
  readonly name: string;
  readonly permissions?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(root, ".github", "workflows");

/** The workflows of the repository, by file. */
export const workflows: readonly (readonly [file: string, workflow: Workflow, text: string])[] = readdirSync(
  folder,
).map((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  return [file, load(text) as Workflow, text] as const;
});

/** A workflow. @throws when there is none in the file */
export function workflowIn(file: string): Workflow {
  const found = workflows.find(([name]) => name === file);
  if (!found) throw new Error(`expected .github/workflows/${file}, got no such file`);
  return found[1];
}

/** The steps of every job. */
export function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}
