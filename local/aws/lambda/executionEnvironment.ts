import { mkdtemp, rm } from "node:fs/promises";
import * as path from "node:path";

import type { Account } from "../account";
import { AwsError } from "../service";
import { EnvironmentProcess } from "./environmentProcess";
import type { FunctionConfiguration } from "./functionConfiguration";
import { LogDelivery, newStreamName } from "./logDelivery";
import { endLine, initStartLine, line, type LogLine, reportLine, startLine } from "./logLines";
import type { Outcome } from "./outcome";
import { memoryFlags, processEnvironment } from "./processEnvironment";
import type { Reaper } from "./reaper";

/** AWS gives a function this long to start, in milliseconds, whatever its own time limit. */
const INIT_LIMIT = 10_000;

/** One event that a function is to handle. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** The ARN it was invoked by, qualifier included. */
  readonly functionArn: string;
}

export interface InvocationResult {
  readonly outcome: Outcome;
  /** Everything that the invocation wrote, Lambda's own lines included. */
  readonly log: readonly LogLine[];
}

interface Start {
  readonly outcome: Outcome;
  /** Milliseconds. */
  readonly duration: number;
  readonly log: readonly LogLine[];
}

/** One execution environment: a process that runs one function's code, with a log stream of its own. */
export class ExecutionEnvironment {
  private constructor(
    private readonly fn: FunctionConfiguration,
    private readonly process: EnvironmentProcess,
    private readonly delivery: LogDelivery,
    private readonly scratch: string,
    /** How the start went, until an invocation reports it. */
    private start: Promise<Start> | undefined,
  ) {}

  /**
   * Starts the function's process. A handler that can't be loaded fails the invocation that the environment
   * was started for.
   *
   * @throws AwsError `AccessDeniedException` where Lambda may not assume the function's role.
   */
  static async start(
    account: Account,
    fn: FunctionConfiguration,
    taskRoot: string,
    reaper: Reaper,
  ): Promise<ExecutionEnvironment> {
    const credentials = await assumeRole(account, fn);
    const { endpoint } = account;
    const stream = newStreamName(fn.version);
    const scratch = await mkdtemp(path.join(account.folder, "lambda-tmp-"));
    const place = { taskRoot, scratch, logStream: stream, endpoint, credentials };
    const begin = performance.now();
    const process = new EnvironmentProcess({
      nodeFlags: memoryFlags(fn.memorySize),
      environment: processEnvironment(fn, place),
      folder: taskRoot,
      reaper,
    });
    const destination = { endpoint, region: fn.region, group: fn.logGroup, stream, credentials };
    const delivery = new LogDelivery(destination, (text) => account.log(text));
    return new ExecutionEnvironment(fn, process, delivery, scratch, initialise(fn, process, begin));
  }

  /** Can't take another event: its process is gone. */
  get ended(): boolean {
    return this.process.ended;
  }

  /** Handles one event; one at a time. */
  async invoke(invocation: Invocation): Promise<InvocationResult> {
    const { fn } = this;
    const { requestId } = invocation;
    const start = await this.start;
    this.start = undefined;
    // Lines that the code wrote after its last answer stand before this invocation's.
    const log = [...(start?.log ?? []), ...this.process.takeLines(), startLine(requestId, fn.version)];
    const begin = performance.now();
    const limit = fn.timeout * 1000;
    const outcome =
      start?.outcome.ok === false
        ? start.outcome
        : await this.process.handle({ ...invocation, deadline: Date.now() + limit }, limit);
    const duration = Math.min(performance.now() - begin, limit);
    log.push(...this.process.takeLines(), ...failureLines(requestId, outcome), endLine(requestId));
    log.push(
      reportLine({
        requestId,
        duration,
        initDuration: start?.outcome.ok === true ? start.duration : undefined,
        memorySize: fn.memorySize,
        memoryUsed: Math.ceil(this.process.rss / 2 ** 20),
        ...reportedStatus(outcome),
      }),
    );
    void this.delivery.deliver(log);
    return { outcome, log };
  }

  /** Resolves when everything written so far is delivered. */
  delivered(): Promise<void> {
    return this.delivery.deliver([]);
  }

  /** Ends the process, whatever it does, delivers its last lines and takes its files away. */
  async end(): Promise<void> {
    await this.process.end();
    void this.delivery.deliver([...((await this.start)?.log ?? []), ...this.process.takeLines()]);
    await this.delivery.close();
    await rm(this.scratch, { recursive: true, force: true });
  }
}

/** Waits until the handler is loaded. */
async function initialise(
  fn: FunctionConfiguration,
  process: EnvironmentProcess,
  begin: number,
): Promise<Start> {
  const log = [initStartLine(fn.runtime)];
  const outcome = await process.started(INIT_LIMIT);
  const duration = performance.now() - begin;
  log.push(...process.takeLines());
  if (!outcome.ok) log.push(initReport(duration, outcome));
  return { outcome, duration, log };
}

async function assumeRole(account: Account, fn: FunctionConfiguration) {
  try {
    return await account.assumeRole(fn.role, "lambda.amazonaws.com", fn.name);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const message = `The role defined for the function cannot be assumed by Lambda. (${error.message})`;
    throw new AwsError("AccessDeniedException", message, 403);
  }
}

function initReport(duration: number, outcome: Outcome & { ok: false }): LogLine {
  const fields = [`INIT_REPORT Init Duration: ${duration.toFixed(2)} ms`, "Phase: init"];
  return line([...fields, `Status: ${outcome.status}`, `Error Type: ${outcome.error.errorType}`].join("\t"));
}

/** What Lambda itself says about an end that the code could not report. */
function failureLines(requestId: string, outcome: Outcome): LogLine[] {
  if (outcome.ok) return [];
  const { errorType, errorMessage } = outcome.error;
  if (errorType === "Sandbox.Timedout") {
    const text = errorMessage.replace(/^.* Error: /, "");
    return [line(`${new Date().toISOString()} ${requestId} ${text}\n`)];
  }
  return errorType === "Runtime.ExitError" ? [line(`${errorMessage}\n${errorType}`)] : [];
}

/** A REPORT line tells what became of the runtime; an error of the handler's own doesn't show in it. */
function reportedStatus(outcome: Outcome): { status?: string; errorType?: string } {
  if (outcome.ok) return {};
  if (outcome.status === "timeout") return { status: "timeout" };
  const { errorType } = outcome.error;
  return errorType.startsWith("Runtime.") ? { status: "error", errorType } : {};
}
