/**
 * How soon `pulumi preview` answers a wrong configuration value, and with how much memory, beside a preview of the same stack
 * with the right one. Exit code 1 if the wrong value takes more than twice the time.
 *
 *     npx ts-node lab/bench/wrongValue.ts [RUNS]
 *
 * On the Node.js that runs it, which Pulumi's processes use too. For another one:
 *
 *     npx -y -p node@24 node -r ts-node/register lab/bench/wrongValue.ts
 *
 * Whole processes of the CLI, the two by turns, after one of each that isn't counted; the median of 7 runs, or of RUNS. Memory is
 * resident memory of the CLI and all that it starts, summed, at the moment with the most.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { run } from "@config-remediation-lab/local/support/processes";
import { durationInWords } from "../output/duration";
import { sparseProgress } from "../output/progress";
import { median } from "../median";
import { layoutFor, renderTable } from "../output/table";
import { output } from "./command";
import { mebibytes, sum, watchMemory } from "./memory";
import { inTurns, runsAsked } from "./runs";

const project = join(__dirname, "..", "..");

/** How long a wrong value may take, as a multiple of a right one. */
const limit = 2;

interface Sample {
  readonly milliseconds: number;
  readonly kibibytes: number;
}

/** What is previewed: a value of `mode`, and what is printed for it. */
interface Case {
  readonly title: string;
  readonly mode: string;
  readonly succeeds: boolean;
  readonly prints: string;
}

const cases: readonly [good: Case, wrong: Case] = [
  { title: "right value", mode: "enforce", succeeds: true, prints: "to create" },
  {
    title: "wrong value",
    mode: "wrong",
    succeeds: false,
    prints: 'config-remediation-lab:mode: expected "enforce" or "report", got "wrong"',
  },
];

/** A configuration file with that value. */
function configFile(folder: string, mode: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `Pulumi.${mode}.yaml`);
  const config = {
    "aws:region": "us-east-1",
    "config-remediation-lab:itscAccount": "stuabc",
    "config-remediation-lab:subscriptionEmail": "stuabc@example.com",
    "config-remediation-lab:mode": mode,
  };
  // JSON is YAML too.
  writeFileSync(file, JSON.stringify({ config }));
  return file;
}

async function preview(session: LocalSession, each: Case): Promise<Sample> {
  const file = configFile(join(session.folder, "bench"), each.mode);
  // Pulumi starts the Node.js that it finds first.
  const PATH = [dirname(process.execPath), session.environment.PATH].join(delimiter);
  const stopWatching = watchMemory();
  const begin = performance.now();
  const { code, stdout, stderr } = await run(
    "pulumi",
    ["preview", "--non-interactive", "--config-file", file],
    { cwd: project, environment: { ...session.environment, PATH } },
  );
  const milliseconds = performance.now() - begin;
  const kibibytes = sum(stopWatching());
  if ((code === 0) !== each.succeeds || !`${stdout}${stderr}`.includes(each.prints))
    throw new Error(`${each.title}: expected ${each.prints}, got exit code ${code}:\n${stdout}\n${stderr}`);
  return { milliseconds, kibibytes };
}

function report(samples: readonly (readonly Sample[])[]): boolean {
  const times = samples.map((each) => median(each.map(({ milliseconds }) => milliseconds)));
  const peaks = samples.map((each) => Math.max(...each.map(({ kibibytes }) => kibibytes)));
  const ratio = (times[1] ?? 0) / (times[0] ?? 0);
  const table = {
    title: `pulumi preview, Node.js ${process.versions.node}, median of ${samples[0]?.length ?? 0} runs`,
    head: ["configuration", "time", "memory at most"],
    rows: [
      ...cases.map(({ title }, index) => [
        title,
        durationInWords(times[index] ?? 0),
        mebibytes(peaks[index] ?? 0),
      ]),
      ["wrong / right", ratio.toFixed(2), ((peaks[1] ?? 0) / (peaks[0] ?? 0)).toFixed(2)],
    ],
  };
  console.log(renderTable(table, layoutFor(process.stdout)));
  if (ratio <= limit) return true;
  console.log(`expected at most ${limit} times the time of the right value`);
  return false;
}

async function main(): Promise<void> {
  const runs = runsAsked();
  const session = await startSession({ progress: sparseProgress() });
  try {
    await output("pulumi", ["stack", "init", "dev"], { cwd: project, environment: session.environment });
    if (!report(await inTurns(cases, runs, (each) => preview(session, each)))) process.exitCode = 1;
  } finally {
    await session.stop();
  }
}

void main();
