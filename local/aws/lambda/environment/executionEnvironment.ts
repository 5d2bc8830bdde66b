import { mkdtemp, rm } from "node:fs/promises";
import * as path from "node:path";

import type { Account, SessionCredentials } from "../../account";
import { AwsError } from "../../service";
import type { CodeStore } from "../code";
import {
  endLine,
  initStartLine,
  LogDelivery,
  type LogLine,
  newStreamName,
  reportLine,
  startLine,
} from "../log";
import type { FunctionConfiguration } from "../records";
import type { Environment, Environments, Invocation, InvocationResult } from "./environment";
import { EnvironmentProcess } from "./environmentProcess";
import type { Outcome } from "./outcome";
import { failureLines, initReportLine, reportedStatus } from "./outcomeLines";
import { Reaper } from "./reaper";
import { memoryFlags, processEnvironment } from "./variables";

/** AWS gives a function this long to load, in milliseconds, or longer where its own time limit is longer. */
const INIT_LIMIT = 10_000;

interface Initialisation {
  readonly outcome: Outcome;
  /** Milliseconds. */
  readonly duration: number;
  readonly log: readonly LogLine[];
}

/** A process that runs one function's code, with a log stream of its own. */
class ExecutionEnvironment implements Environment {
  /** How loading the handler went, until an invocation reports it. */
  private initialisation: Promise<Initialisation> | undefined;

  constructor(
    private readonly fn: FunctionConfiguration,
    private readonly process: EnvironmentProcess,
    private readonly delivery: LogDelivery,
    /** Home and temporary folder of the process. */
    private readonly scratch: string,
  ) {
    this.initialisation = this.initialise();
  }

  get ended(): boolean {
    return this.process.ended;
  }

  async invoke({ requestId, payload }: Invocation): Promise<InvocationResult> {
    const { fn } = this;
    const initialisation = await this.initialisation;
    this.initialisation = undefined;
    // Lines that the code wrote after its last result precede this invocation's.
    const log = [...(initialisation?.log ?? []), ...this.process.takeLines(), startLine(requestId)];
    const begin = performance.now();
    const limit = fn.timeout * 1000;
    const event = { requestId, payload, functionArn: fn.arn, deadline: Date.now() + limit };
    const outcome =
      initialisation?.outcome.ok === false ? initialisation.outcome : await this.process.handle(event, limit);
    const elapsed = performance.now() - begin;
    const timedOut = !outcome.ok && outcome.status === "timeout";
    const duration = timedOut ? limit : Math.min(elapsed, limit);
    log.push(...this.process.takeLines(), ...failureLines(requestId, outcome), endLine(requestId));
    log.push(
      reportLine({
        requestId,
        duration,
        initDuration: initialisation?.outcome.ok === true ? initialisation.duration : undefined,
        memorySize: fn.memorySize,
        memoryUsed: Math.ceil(this.process.rss / 2 ** 20),
        ...reportedStatus(outcome),
      }),
    );
    void this.delivery.deliver(log);
    return { outcome, log };
  }

  delivered(): Promise<void> {
    return this.delivery.deliver([]);
  }

  async end(): Promise<void> {
    await this.process.end();
    void this.delivery.deliver([...((await this.initialisation)?.log ?? []), ...this.process.takeLines()]);
    await this.delivery.close();
    await rm(this.scratch, { recursive: true, force: true });
  }

  private async initialise(): Promise<Initialisation> {
    const { fn } = this;
    const begin = performance.now();
    const log = [initStartLine(fn.runtime)];
    // AWS starts over within the invocation's own time limit when the first attempt takes too long:
    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    const outcome = await this.process.load(Math.max(INIT_LIMIT, fn.timeout * 1000));
    const duration = performance.now() - begin;
    log.push(...this.process.takeLines());
    if (!outcome.ok) log.push(initReportLine(duration, outcome));
    return { outcome, duration, log };
  }
}

/** Starts environments on this machine. */
export class LocalEnvironments implements Environments {
  private readonly reaper = new Reaper();

  constructor(
    private readonly account: Account,
    private readonly code: CodeStore,
  ) {}

  async start(fn: FunctionConfiguration): Promise<Environment> {
    const { account, reaper } = this;
    const { endpoint } = account;
    const taskRoot = await this.code.taskRoot(fn.codeSha256);
    const credentials = await this.assumeRole(fn);
    const stream = newStreamName();
    const scratch = await mkdtemp(path.join(account.folder, "lambda-tmp-"));
    const place = { taskRoot, scratch, logStream: stream, endpoint, credentials };
    const process = await EnvironmentProcess.start({
      nodeFlags: memoryFlags(fn.memorySize),
      environment: processEnvironment(fn, place),
      folder: taskRoot,
      reaper,
    });
    const destination = { endpoint, region: fn.region, group: fn.logGroup, stream, credentials };
    const delivery = new LogDelivery(destination, (text) => account.log(text));
    return new ExecutionEnvironment(fn, process, delivery, scratch);
  }

  /** Kills what still runs. */
  stop(): Promise<void> {
    return this.reaper.stop();
  }

  private async assumeRole(fn: FunctionConfiguration): Promise<SessionCredentials> {
    try {
      return await this.account.assumeRole(fn.role, "lambda.amazonaws.com", fn.name);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const message = `The role defined for the function cannot be assumed by Lambda. (${error.message})`;
      throw new AwsError("AccessDeniedException", message, 403);
    }
  }
}
