/**
 * What one evaluation costs: calls, writes, the function's own time, and how long a required permission is missing, beside a
 * naive function in Python that revokes everything and authorizes what is required. And the cold start of both.
 *
 *     npx ts-node lab/bench/evaluation.ts [--json] [RUNS]
 *
 * Both run in processes of their own, in turns, against AWS on this machine, which answers every call in the same way. Medians of
 * 7 runs, or RUNS. "missing" is what a poller saw that asks the endpoint for the group all the time.
 */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { ensureMoto } from "@config-remediation-lab/local/aws/moto/environment";
import { startFaultLab, type FaultLab } from "../../tests/faults/lab/faultLab";
import { layoutFor, renderTable } from "../output/table";
import { Contender } from "./contender";
import { inTurns, machineNote, medians, runsAsked } from "./runs";

/** The groups that are evaluated, by their open TCP ports. */
const groups: Readonly<Record<string, readonly number[]>> = {
  compliant: [80, 443],
  "the lab's incident": [80, 465, 993],
  "60 rules, all wrong": Array.from({ length: 60 }, (_, index) => 1000 + index),
  "1,000 rules, two right": [80, 443, ...Array.from({ length: 998 }, (_, index) => 1000 + index)],
};

interface Evaluation {
  readonly ec2: number;
  readonly writes: number;
  readonly config: number;
  /** Milliseconds in the function, beyond the calls. */
  readonly own: number;
  /** Milliseconds during which a required port that had been open was closed. */
  readonly missing: number;
}

interface ColdStart {
  /** Milliseconds from the process's start. */
  readonly firstCall: number;
  readonly report: number;
  /** MiB. */
  readonly peak: number;
}

type Start = () => Contender;
type EventOf = (groupId: string) => object;

async function evaluate(
  lab: FaultLab,
  contender: Contender,
  eventOf: EventOf,
  ports: readonly number[],
): Promise<Evaluation> {
  const groupId = await lab.makeGroup(ports);
  const count = { ec2: 0, writes: 0, config: 0 };
  let inCalls = 0;
  lab.intercept(groupId, {
    intercept: async ({ service, operation }, carryOut) => {
      if (service === "config") count.config++;
      else count.ec2++;
      if (/^(Authorize|Revoke)/.test(operation)) count.writes++;
      const begin = performance.now();
      try {
        return await carryOut();
      } finally {
        inCalls += performance.now() - begin;
      }
    },
  });
  const watched = watch(lab, groupId, ports);
  const begin = performance.now();
  await contender.handle(eventOf(groupId));
  const own = performance.now() - begin - inCalls;
  const missing = await watched.end();
  lab.intercept(groupId, undefined);
  return { ...count, own, missing };
}

/** Asks for the group all the time, and adds up how long a required port that was open at first isn't. */
function watch(lab: FaultLab, groupId: string, before: readonly number[]) {
  const required = [80, 443].filter((port) => before.includes(port));
  let running = true;
  let missing = 0;
  const done = (async () => {
    for (let last = performance.now(); running;) {
      const ports = await lab.portsOf(groupId);
      const now = performance.now();
      if (required.some((port) => !ports?.includes(port))) missing += now - last;
      last = now;
    }
  })();
  return {
    end: async () => {
      running = false;
      await done;
      return missing;
    },
  };
}

async function coldStart(lab: FaultLab, start: Start, eventOf: EventOf): Promise<ColdStart> {
  const groupId = await lab.makeGroup([80, 465, 993]);
  const times: number[] = [];
  lab.intercept(groupId, {
    intercept: (_, carryOut) => {
      times.push(performance.now());
      return carryOut();
    },
  });
  const contender = start();
  await contender.handle(eventOf(groupId));
  const peak = (await contender.end()) / 1024;
  lab.intercept(groupId, undefined);
  return {
    firstCall: (times[0] ?? NaN) - contender.started,
    report: (times.at(-1) ?? NaN) - contender.started,
    peak,
  };
}

/** The medians of each contender's samples. */
function byName<Sample extends object>(
  contenders: readonly { readonly name: string }[],
  samples: readonly (readonly Sample[])[],
): Record<string, Sample> {
  return Object.fromEntries(contenders.map(({ name }, index) => [name, medians(samples[index] ?? [])]));
}

async function main(): Promise<void> {
  const runs = runsAsked();
  const lab = await startFaultLab({}, 1000);
  try {
    const python = await ensureMoto(() => undefined);
    const own: Start = () =>
      new Contender(process.execPath, [join(__dirname, "evaluate.js"), lab.code], lab.functionEnvironment);
    const naive: Start = () =>
      new Contender(python, [join(__dirname, "naive.py")], {
        ...lab.functionEnvironment,
        AWS_DEFAULT_REGION: lab.aws.region,
      });
    const naiveEvent: EventOf = (groupId) => ({
      groupId,
      resultToken: lab.resultToken,
      captured: new Date().toISOString(),
    });
    const contenders = [
      { name: "this function", start: own, eventOf: (groupId: string) => lab.eventOf(groupId) },
      { name: "naive, Python", start: naive, eventOf: naiveEvent },
    ];

    const warm = contenders.map((each) => ({ ...each, contender: each.start() }));
    const evaluations: Record<string, Record<string, Evaluation>> = {};
    for (const [group, ports] of Object.entries(groups)) {
      const measured = await inTurns(warm, runs, ({ contender, eventOf }) =>
        evaluate(lab, contender, eventOf, ports),
      );
      evaluations[group] = byName(contenders, measured);
    }
    for (const { contender } of warm) await contender.end();

    const starts = await inTurns(contenders, runs, ({ start, eventOf }) => coldStart(lab, start, eventOf), 0);
    const coldStarts = byName(contenders, starts);
    print({ machine: machineNote(runs), evaluations, coldStarts });
  } finally {
    await lab.stop();
  }
}

function print(result: {
  readonly machine: string;
  readonly evaluations: Readonly<Record<string, Readonly<Record<string, Evaluation>>>>;
  readonly coldStarts: Readonly<Record<string, ColdStart>>;
}): void {
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify(result));
    return;
  }
  const milliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
  const evaluations = {
    title: `One evaluation (${result.machine})`,
    head: ["group", "function", "EC2 calls", "writes", "Config calls", "own time", "required port missing"],
    rows: Object.entries(result.evaluations).flatMap(([group, byName]) =>
      Object.entries(byName).map(([name, { ec2, writes, config, own, missing }]) => [
        group,
        name,
        ...[ec2, writes, config].map(String),
        milliseconds(own),
        milliseconds(missing),
      ]),
    ),
  };
  const coldStarts = {
    title: "Cold start, the lab's incident",
    head: ["function", "first call", "report", "peak memory"],
    rows: Object.entries(result.coldStarts).map(([name, { firstCall, report, peak }]) => [
      name,
      milliseconds(firstCall),
      milliseconds(report),
      `${Math.round(peak)} MiB`,
    ]),
  };
  for (const table of [evaluations, coldStarts]) console.log(renderTable(table, layoutFor(process.stdout)));
}

void main();
