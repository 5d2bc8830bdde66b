import { ok } from "node:assert/strict";
import type { TestChild } from "@config-remediation-lab/local/tests/childProcesses";
import { workflowIn } from "./workflows";

/** What a `run:` step did. */
export interface StepRun {
  readonly step: string;
  readonly code: number | null;
  readonly output: string;
}

export interface JobOptions {
  readonly start: (
    command: string,
    args: readonly string[],
    options: { cwd: string; env: NodeJS.ProcessEnv },
  ) => TestChild;
  readonly cwd: string;
  /** What the runner, the actions and the job's environment bring. */
  readonly environment: NodeJS.ProcessEnv;
  /** What GitHub puts in place of each expression that the job's steps use; nothing for `false`. */
  readonly expressions: Readonly<Record<string, string>>;
  /** The steps to run, by a part of their commands. @default all */
  readonly only?: string;
}

/** Runs the `run:` steps of a workflow's job one by one, as GitHub's runner does, until one fails that may not. */
export async function runJob(file: string, job: string, options: JobOptions): Promise<StepRun[]> {
  const { start, cwd, environment, expressions, only = "" } = options;
  const workflow = workflowIn(file);
  const steps = (workflow.jobs[job]?.steps ?? []).filter(({ run }) => run?.includes(only));
  ok(steps.length > 0, `expected steps that run "${only}" in job ${job} of ${file}, got none`);
  const runs: StepRun[] = [];
  for (const { name, run = "", env = {}, ...step } of steps) {
    if (step.if === "failure()") continue;
    if (step.if !== undefined && filledIn(step.if, expressions) === "") continue;
    const own = Object.entries({ ...workflow.env, ...env }).map(([key, value]) => [
      key,
      filledIn(value, expressions),
    ]);
    // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
    const child = start("bash", ["-e", "-c", filledIn(run, expressions)], {
      cwd,
      env: { ...environment, ...(Object.fromEntries(own) as NodeJS.ProcessEnv) },
    });
    const code = await child.exitCode();
    runs.push({ step: name ?? run.trim(), code, output: child.stdout + child.stderr });
    if (code !== 0 && filledIn(String(step["continue-on-error"] ?? ""), expressions) === "") break;
  }
  return runs;
}

/** @throws at an expression without a value, which the test doesn't know yet */
function filledIn(text: string, expressions: JobOptions["expressions"]): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const value = expressions[expression];
    ok(value !== undefined, `expected a value for \${{ ${expression} }}`);
    return value;
  });
}
