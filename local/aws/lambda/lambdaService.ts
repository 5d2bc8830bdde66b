import { randomUUID } from "node:crypto";

import type { Account } from "../account";
import type { Functions } from "../functions";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../service";
import { AsyncInvocations, type RetryPolicy } from "./asyncInvocations";
import { CodeStore } from "./codeStore";
import { EnvironmentPool, type PoolLimits } from "./environmentPool";
import { ExecutionEnvironment, type Invocation, type InvocationResult } from "./executionEnvironment";
import { FunctionApi } from "./functionApi";
import { environmentKey, type FunctionConfiguration } from "./functionConfiguration";
import { type FunctionReference, parseFunctionReference } from "./functionReference";
import { emptyResponse, invokeResponse, readInvokeRequest } from "./invokeRequest";
import { KeptSettings } from "./keptSettings";
import { Reaper } from "./reaper";

export interface LambdaOptions {
  /** @default two environments, which end after a minute without an event and after half an hour at most */
  readonly limits?: Partial<PoolLimits>;
  /** @default retries after half a second and after a second, where AWS waits one minute and two */
  readonly retries?: RetryPolicy;
}

/**
 * AWS Lambda on this machine: moto keeps the functions' records, their code runs here in Node.js processes,
 * with their role's credentials, limits and logs. Not there: layers, container images, other languages,
 * destinations, dead-letter queues and other settings of asynchronous invocation, response streaming, logs in
 * JSON format; code reads the machine's own files, since it isn't run in a container.
 */
export class LambdaService implements AwsService, Functions {
  private readonly code: CodeStore;
  private readonly pool: EnvironmentPool;
  private readonly functions: FunctionApi;
  private readonly events: AsyncInvocations;
  private readonly reaper = new Reaper();
  private readonly active = new Set<Promise<unknown>>();

  constructor(
    private readonly account: Account,
    { limits, retries = { delays: [500, 1000] } }: LambdaOptions = {},
  ) {
    this.code = new CodeStore(account.folder);
    this.pool = new EnvironmentPool({ environments: 2, idle: 10_000, age: 30 * 60_000, ...limits });
    this.functions = new FunctionApi(account, this.code, new KeptSettings(), this.pool);
    this.events = new AsyncInvocations(retries, (line) => account.log(line));
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    if (request.operation !== "Invoke") return this.functions.handle(request);
    const qualifier = request.parameters.get("Qualifier") ?? undefined;
    return this.answerInvoke(request, this.reference(request.region, request.segments[2] ?? "", qualifier));
  }

  async policyOf(region: string, functionArn: string): Promise<string | undefined> {
    try {
      return await this.functions.policy(region, this.reference(region, functionArn, undefined));
    } catch (error) {
      if (error instanceof AwsError && error.code === "ResourceNotFoundException") return undefined;
      throw error;
    }
  }

  /** What goes wrong is in the function's log and the endpoint's. */
  async invoke(region: string, functionArn: string, payload: object): Promise<void> {
    try {
      const reference = this.reference(region, functionArn, undefined);
      await this.queue(region, reference, JSON.stringify(payload));
    } catch (error) {
      this.account.log(`lambda: event for ${functionArn} rejected: ${(error as Error).message}`);
    }
  }

  /** Resolves when nothing runs, waits for a retry or has logs to deliver. */
  async idle(): Promise<void> {
    while (this.active.size > 0 || !this.events.empty) {
      await Promise.all([...this.active, this.events.settled()]);
    }
    await this.pool.delivered();
  }

  /** Ends every execution environment, also one that handles an event, and takes the unpacked code away. */
  async stop(): Promise<void> {
    await Promise.all([this.events.stop(), this.pool.stop()]);
    await this.reaper.stop();
    await this.code.clear();
  }

  private async answerInvoke(request: AwsRequest, reference: FunctionReference): Promise<AwsResponse> {
    const { type, wantsLog, payload } = readInvokeRequest(request);
    const fn = await this.functions.configuration(request.region, reference);
    if (type === "DryRun") return emptyResponse(204);
    if (type === "Event") {
      void this.queue(request.region, reference, payload);
      return emptyResponse(202);
    }
    const result = await this.run(fn, {
      requestId: randomUUID(),
      payload,
      functionArn: arnOf(fn, reference),
    });
    return invokeResponse(result, fn.version, wantsLog);
  }

  /** Each attempt reads the function anew, so that one that was changed or deleted meanwhile is met as it is. */
  private queue(region: string, reference: FunctionReference, payload: string): Promise<void> {
    const requestId = randomUUID();
    return this.events.add(`event ${requestId} for ${reference.name}`, async () => {
      const fn = await this.functions.configuration(region, reference);
      const { outcome } = await this.run(fn, { requestId, payload, functionArn: arnOf(fn, reference) });
      return outcome.ok ? {} : { failure: `${outcome.error.errorType}: ${outcome.error.errorMessage}` };
    });
  }

  private async run(fn: FunctionConfiguration, invocation: Invocation): Promise<InvocationResult> {
    const owner = `${fn.region}/${fn.name}`;
    const start = async () => {
      const taskRoot = await this.code.taskRoot(fn.codeSha256);
      return ExecutionEnvironment.start(this.account, fn, taskRoot, this.reaper);
    };
    const running = this.pool.use({ owner, key: environmentKey(fn) }, start, (environment) =>
      environment.invoke(invocation),
    );
    const settled = running.then(
      () => undefined,
      () => undefined,
    );
    this.active.add(settled);
    void settled.then(() => this.active.delete(settled));
    return running;
  }

  private reference(region: string, name: string, qualifier: string | undefined): FunctionReference {
    return parseFunctionReference(name, qualifier, { region, account: this.account.id });
  }
}

function arnOf(fn: FunctionConfiguration, { qualifier }: FunctionReference): string {
  return qualifier === undefined ? fn.arn : `${fn.arn}:${qualifier}`;
}
