/**
 * How long AWS on this machine takes from a change of a group to its report, by how many groups there are: of one group, and of all
 * at once.
 *
 *     npx ts-node lab/bench/groups.ts [--json] [--sizes 1,10,100,1000] [RUNS]
 *
 * AWS Config records the groups, and Lambda runs the archive. The sizes have an endpoint each and take turns. Medians of 7 runs, or
 * RUNS, after one that isn't counted; all at once up to 100 groups.
 */
import { parseArgs } from "node:util";
import { performance } from "node:perf_hooks";
import { tcp } from "../../tests/faults/lab/faultLab";
import { startLambdaLab, type LambdaLab } from "../../tests/faults/lab/lambdaLab";
import { Reports } from "../../tests/faults/lab/reports";
import { durationInWords } from "../output/duration";
import { layoutFor, renderTable } from "../output/table";
import { inTurns, machineNote, medians, runsAsked } from "./runs";

/** Beyond it a change of all isn't measured: it takes minutes. */
const mostAtOnce = 100;
/** Requests at once while groups are made. */
const writers = 4;

/** Milliseconds. */
interface Times {
  /** From the request that changes one group until AWS Config has the first report on it. */
  readonly one: number;
  /** From the first request to change each group until AWS Config has the last report. NaN where it isn't measured. */
  readonly all: number;
}

interface Size {
  readonly count: number;
  readonly lab: LambdaLab;
  readonly groups: readonly string[];
  readonly reports: Reports;
  /** How long all groups took to be made, and to be evaluated when the rule was created. Milliseconds. */
  readonly made: number;
  readonly evaluated: number;
}

/** Runs the work for each item, a few at once. */
async function forEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = [...items];
  const one = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: writers }, one));
}

async function start(count: number): Promise<Size> {
  const reports = new Reports();
  const lab = await startLambdaLab({ faults: reports });
  const groups: string[] = [];
  const begin = performance.now();
  await forEach([...Array(count).keys()], async (index) =>
    groups.push(await lab.makeGroup(`group-${index}`, [80, 443])),
  );
  const made = performance.now() - begin;
  await lab.startRule();
  const evaluated = performance.now() - begin - made;
  console.error(
    `${count}: groups made in ${durationInWords(made)}, first evaluated in ${durationInWords(evaluated)}`,
  );
  return { count, lab, groups, reports, made, evaluated };
}

async function measure({ count, lab, groups, reports }: Size): Promise<Times> {
  const change = async (changed: readonly string[]): Promise<number> => {
    reports.clear();
    const begin = performance.now();
    await forEach(changed, (GroupId) =>
      lab.clients.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [tcp(465), tcp(993)] }),
    );
    await lab.aws.idle();
    return begin;
  };
  const changedOne = await change(groups.slice(0, 1));
  const one = (reports.all[0]?.at ?? NaN) - changedOne;
  if (count > mostAtOnce) return { one, all: NaN };
  const changedAll = await change(groups);
  return { one, all: (reports.all.at(-1)?.at ?? NaN) - changedAll };
}

function print(runs: number, sizes: readonly Size[], times: readonly Times[]): void {
  const machine = machineNote(runs);
  if (process.argv.includes("--json")) {
    const all = sizes.map(({ count, made, evaluated }, index) => ({
      groups: count,
      made,
      evaluated,
      ...times[index],
    }));
    // NaN is null there.
    console.log(JSON.stringify({ machine, sizes: all }));
    return;
  }
  const words = (value = NaN) => (Number.isNaN(value) ? "" : durationInWords(value));
  const atTen = times[sizes.findIndex(({ count }) => count === 10)]?.one ?? NaN;
  const ratio = (value = NaN) => (Number.isNaN(value / atTen) ? "" : (value / atTen).toFixed(2));
  const table = {
    title: `From a change to its report (${machine})`,
    head: [
      "groups",
      "of one",
      "by that of 10 groups",
      "of all at once",
      "first evaluation of all",
      "groups made in",
    ],
    rows: sizes.map(({ count, made, evaluated }, index) => [
      count.toLocaleString("en"),
      words(times[index]?.one),
      ratio(times[index]?.one),
      ...[times[index]?.all, evaluated, made].map(words),
    ]),
  };
  console.log(renderTable(table, layoutFor(process.stdout)));
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean" }, sizes: { type: "string", default: "1,10,100,1000" } },
  });
  const runs = runsAsked(positionals);
  const sizes: Size[] = [];
  try {
    for (const count of values.sizes.split(",")) sizes.push(await start(Number(count)));
    const measured = await inTurns(sizes, runs, measure);
    print(runs, sizes, measured.map(medians));
  } finally {
    for (const { lab } of sizes) await lab.stop();
  }
}

void main();
