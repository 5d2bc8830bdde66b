import type { LabStackOutputs } from "../../components/labOutputs";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { exitCodes } from "../failures";
import { Clock } from "../output/clock";
import { durationInWords } from "../output/duration";
import { printJson, print, progress } from "../output/print";
import { readStack, type StackSelection } from "../stack/stack";
import type { IncidentEntry } from "./catalogue";
import { effectOf, isEmpty } from "./effect";
import { openIncident, revertIncident, type IncidentResult } from "./incident";
import { changeLines, outcomeLines, whereToLookLines } from "./incidentText";
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
  const clients = new AwsClients(lab.region);
  const wait = options.watch === true && options.revert !== true;
  try {
    if (wait) await requireRemediation(lab, clients);
    const act = options.revert === true ? revertIncident : openIncident;
    const result = await act(lab, clients, entry, { groupId: options.group });
    if (options.json !== true) print(changeLines(lab, result, options).join("\n"));
    const watched =
      wait && !isEmpty(effectOf(lab, result))
        ? await watch(lab, clients, result, options).catch((error: unknown) => {
            // What was opened is open, however the wait ends.
            if (options.json === true) printJson(result);
            throw error;
          })
        : undefined;
    if (options.json === true) printJson({ ...result, watched });
    else {
      if (watched !== undefined) print(outcomeLines(result, watched).join("\n"));
      const lines = whereToLookLines(lab, result, options, watched?.remediated === true);
      if (lines.length > 0) print(lines.join("\n"));
    }
    return watched?.remediated === false ? exitCodes.checkFailed : exitCodes.ok;
  } finally {
    clients.destroy();
  }
}

/** Waits for the remediation; Ctrl-C ends the wait, and prints how to revert the incident. */
async function watch(
  lab: LabStackOutputs,
  clients: AwsClients,
  result: IncidentResult,
  options: RunIncidentOptions,
): Promise<WatchResult> {
  const interrupted = new AbortController();
  const clock = new Clock("Not remediated yet");
  const interrupt = (): void => interrupted.abort();
  process.once("SIGINT", interrupt);
  progress(`Waiting up to ${durationInWords(options.timeout)} for the remediation (Ctrl-C ends the wait) …`);
  try {
    return await watchRemediation(lab, clients, result, {
      limit: options.timeout,
      signal: interrupted.signal,
      onLook: (elapsed) => clock.tick(elapsed),
    });
  } catch (error) {
    clock.stop();
    const changes = [
      ...result.authorized.map((words) => `authorized ${words}`),
      ...result.revoked.map((words) => `revoked ${words}`),
    ];
    progress(`The incident may still be there: ${result.groupId} ${changes.join(", ")}.`);
    for (const line of whereToLookLines(lab, result, options, false)) progress(line);
    throw error;
  } finally {
    clock.stop();
    process.removeListener("SIGINT", interrupt);
  }
}
