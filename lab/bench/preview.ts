/**
 * What a `pulumi preview` of the whole program costs against AWS on this machine, beside the same with ts-node's type
 * check, which is Pulumi's default.
 *
 *     npx ts-node lab/bench/preview.ts [RUNS]
 *
 * Times are whole processes of the CLI: engine, language host, program and provider plugins. The median of 5 runs after
 * one that isn't counted; RUNS for another number.
 */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { durationInWords } from "../output/duration";
import { sparseProgress } from "../output/progress";
import { layoutFor, renderTable } from "../output/table";
import { output } from "./command";

const project = join(__dirname, "..", "..");

const ways: readonly { readonly title: string; readonly variables: NodeJS.ProcessEnv }[] = [
  { title: "as the project is set up", variables: {} },
  { title: "with type checks", variables: { PULUMI_NODEJS_TRANSPILE_ONLY: "false" } },
];

async function preview(session: LocalSession, variables: NodeJS.ProcessEnv): Promise<number> {
  const begin = performance.now();
  await output("pulumi", ["preview", "--non-interactive"], {
    cwd: project,
    environment: { ...session.environment, ...variables },
  });
  return performance.now() - begin;
}

async function main(): Promise<void> {
  const runs = Number(process.argv[2] ?? 5);
  const session = await startSession({ progress: sparseProgress() });
  try {
    await output("pulumi", ["stack", "init", "dev"], { cwd: project, environment: session.environment });
    const rows: string[][] = [];
    for (const { title, variables } of ways) {
      await preview(session, variables);
      const times: number[] = [];
      while (times.length < runs) times.push(await preview(session, variables));
      times.sort((one, other) => one - other);
      const columns = [times[Math.floor(runs / 2)], times[0], times.at(-1)];
      rows.push([title, ...columns.map((time) => durationInWords(time ?? 0))]);
    }
    const table = { title: "pulumi preview", head: ["way", "median", "fastest", "slowest"], rows };
    console.log(renderTable(table, layoutFor(process.stdout)));
  } finally {
    await session.stop();
  }
}

void main();
