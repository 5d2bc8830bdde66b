import { reached } from "../../components/configuration";
import type { LabStackOutputs } from "../../components/labOutputs";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { exitCodes } from "../failures";
import { durationInWords } from "../output/duration";
import { print, printJson, progress } from "../output/print";
import { layoutFor, renderTable } from "../output/table";
import { readStack, type StackSelection } from "../stack/stack";
import type { IncidentEntry } from "./catalogue";
import { openIncident, revertIncident, type IncidentResult } from "./incident";
import { rulesTable, type Moment } from "./rulesTable";
import { requireRemediation, watchRemediation, type WatchResult } from "./watch";

export interface RunIncidentOptions extends StackSelection {
  readonly revert?: boolean;
  readonly watch?: boolean;
  /** Milliseconds that `watch` waits. */
  readonly timeout: number;
  readonly group?: string;
  readonly json?: boolean;
}

/** Runs `config-lab incident` for one entry, and prints what happened. @returns the exit code */
export async function runIncident(entry: IncidentEntry, options: RunIncidentOptions): Promise<number> {
  const lab = await readStack(options);
  if (options.watch === true && options.revert !== true) requireRemediation(lab);
  const clients = new AwsClients(lab.region);
  try {
    const act = options.revert === true ? revertIncident : openIncident;
    const result = await act(lab, clients, entry, { groupId: options.group });
    const changed = result.authorized.length + result.revoked.length > 0;
    const watched =
      options.watch === true && options.revert !== true && changed
        ? await watch(clients, result, options.timeout)
        : undefined;
    if (options.json === true) printJson({ ...result, watched });
    else show(lab, result, options, watched);
    return watched?.remediated === false ? exitCodes.checkFailed : exitCodes.ok;
  } finally {
    clients.destroy();
  }
}

/** Waits for the remediation; Ctrl-C ends the wait, and prints how to revert the incident. */
async function watch(clients: AwsClients, result: IncidentResult, limit: number): Promise<WatchResult> {
  const interrupted = new AbortController();
  const interrupt = (): void => {
    progress(
      `The incident may still be open. Revert it with: npx config-lab incident ${result.entry.name} --revert`,
    );
    interrupted.abort();
  };
  process.once("SIGINT", interrupt);
  progress(`Waiting up to ${durationInWords(limit)} for the remediation (Ctrl-C ends the wait) …`);
  let reportedAt = 0;
  try {
    return await watchRemediation(clients, result, {
      limit,
      signal: interrupted.signal,
      onLook: (elapsed) => {
        if (elapsed - reportedAt < 30_000) return;
        reportedAt = elapsed;
        progress(`${durationInWords(elapsed)}: not remediated yet`);
      },
    });
  } finally {
    process.removeListener("SIGINT", interrupt);
  }
}

function show(
  lab: LabStackOutputs,
  result: IncidentResult,
  options: RunIncidentOptions,
  watched: WatchResult | undefined,
): void {
  const { entry, groupId } = result;
  print(
    options.revert === true ? `Reverting "${entry.title}" on ${groupId}` : `${entry.title}: ${entry.does}`,
  );
  for (const words of result.authorized) print(`  authorized ${words}`);
  for (const words of result.revoked) print(`  revoked ${words}`);
  for (const { permission, reason } of result.unchanged) print(`  unchanged ${permission}: ${reason}`);
  if (result.authorized.length + result.revoked.length === 0) print("  nothing was changed");
  print();
  const moments: Moment[] = [
    { name: "before", rules: result.before },
    { name: watched === undefined ? "after" : "during", rules: result.after },
    ...(watched === undefined ? [] : [{ name: "after", rules: watched.rules }]),
  ];
  print(renderTable(rulesTable(`Rules of ${groupId}`, moments), layoutFor(process.stdout)));
  print();
  if (watched !== undefined) {
    print(
      watched.remediated
        ? `Remediated after ${durationInWords(watched.elapsed)}.`
        : `Not remediated within ${durationInWords(watched.elapsed)}. Check the function's log: npx config-lab logs --since 30m`,
    );
  } else if (options.revert !== true) {
    print(`Expected of the remediation: ${expected(lab, entry)}`);
  }
  for (const line of whereToLook(lab)) print(line);
  if (options.revert !== true && watched?.remediated !== true)
    print(`Revert it:     npx config-lab incident ${entry.name} --revert`);
}

/** Pages of the console; for another endpoint than AWS, which the console can't show, a command. */
function whereToLook(lab: LabStackOutputs): string[] {
  const records = reached(lab.stage, "monitored");
  if (process.env.AWS_ENDPOINT_URL) return records ? ["Check it:      npx config-lab verify --task 4"] : [];
  return [
    `Inbound rules: ${lab.consoleLinks.securityGroup}`,
    ...(records ? [`Timeline:      ${lab.consoleLinks.timeline}`] : []),
  ];
}

function expected(lab: LabStackOutputs, entry: IncidentEntry): string {
  if (!reached(lab.stage, "remediated"))
    return `nothing yet, at stage "${lab.stage}"; at stage "remediated" it ${entry.expected}.`;
  if (lab.mode === "report") return `in mode "report" it reports the incident and changes nothing.`;
  return `it ${entry.expected}.`;
}
