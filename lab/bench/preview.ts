/**
 * What `pulumi preview` and `pulumi up` of the whole program cost against AWS on this machine, beside an empty program, which is
 * the floor, beside one bucket, and beside the program as a naive author writes it: see programs.ts.
 *
 *     npx ts-node lab/bench/preview.ts [--json] [RUNS]
 *
 * Times are whole processes of the CLI: engine, language host, program and provider plugins. Each run has fresh stacks, which are
 * destroyed before the next program's turn. Medians of 7 runs, or RUNS, in turns, after one that isn't counted.
 */
import { performance } from "node:perf_hooks";
import { basename } from "node:path";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import {
  makeTemporaryFolder,
  removeTemporaryFolder,
} from "@config-remediation-lab/local/support/temporaryFolder";
import { durationInWords } from "../output/duration";
import { sparseProgress } from "../output/progress";
import { layoutFor, renderTable } from "../output/table";
import { output } from "./command";
import { makePrograms, type BenchProgram } from "./programs";
import { inTurns, machineNote, medians, runsAsked } from "./runs";

/** Milliseconds. */
interface Times {
  readonly preview: number;
  /** Without its own preview. */
  readonly up: number;
}

interface Result extends Times {
  readonly name: string;
  /** Multiples of the empty program's. */
  readonly previewRatio: number;
  readonly upRatio: number;
}

/** Previews, creates and destroys a fresh stack. */
async function measure(session: LocalSession, { folder, environment }: BenchProgram): Promise<Times> {
  const pulumi = async (...args: string[]): Promise<number> => {
    const begin = performance.now();
    await output("pulumi", [...args, "--non-interactive"], {
      cwd: folder,
      environment: { ...session.environment, ...environment },
    });
    return performance.now() - begin;
  };
  await pulumi("stack", "init", basename(folder));
  const preview = await pulumi("preview");
  const up = await pulumi("up", "--yes", "--skip-preview");
  // The function's first evaluations would slow down what follows.
  await session.aws.idle();
  await pulumi("destroy", "--yes", "--skip-preview");
  await pulumi("stack", "rm", "--yes");
  return { preview, up };
}

async function measureAll(
  session: LocalSession,
  programs: readonly BenchProgram[],
  runs: number,
): Promise<Result[]> {
  const measured = await inTurns(programs, runs, (program) => measure(session, program));
  const times = measured.map(medians);
  const floor = times[0] ?? { preview: NaN, up: NaN };
  return times.map(({ preview, up }, index) => ({
    name: programs[index]?.name ?? "",
    preview,
    up,
    previewRatio: preview / floor.preview,
    upRatio: up / floor.up,
  }));
}

function print(machine: string, results: readonly Result[]): void {
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify({ machine, programs: results }));
    return;
  }
  const table = {
    title: `pulumi preview and up (${machine})`,
    head: ["program", "preview", "of the floor's", "up", "of the floor's"],
    rows: results.map(({ name, preview, previewRatio, up, upRatio }) => [
      name,
      durationInWords(preview),
      previewRatio.toFixed(2),
      durationInWords(up),
      upRatio.toFixed(2),
    ]),
  };
  console.log(renderTable(table, layoutFor(process.stdout)));
}

async function main(): Promise<void> {
  const runs = runsAsked();
  const session = await startSession({ progress: sparseProgress() });
  const folder = makeTemporaryFolder();
  try {
    print(machineNote(runs), await measureAll(session, makePrograms(folder), runs));
  } finally {
    removeTemporaryFolder(folder);
    await session.stop();
  }
}

void main();
