import { randomUUID } from "node:crypto";

import type { Account } from "../account";
import type { Functions } from "../functions";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../service";
import { FunctionOperations } from "./api/functionOperations";
import { InvokeOperation } from "./api/invokeOperation";
import { functionRequest } from "./api/functionRequest";
import { CodeLinks, CodeStore } from "./code";
import { EnvironmentPool, LocalEnvironments, type PoolLimits } from "./environment";
import {
  AsyncInvocations,
  ConcurrentExecutions,
  FailureDestination,
  FunctionInvoker,
  type RetryPolicy,
} from "./invocation";
import { functionName, FunctionRecords, isNotFound } from "./records";

export interface LambdaOptions {
  /** @default two environments, each of which ends 10 seconds after its last event and half an hour after its start */
  readonly limits?: Partial<PoolLimits>;
  /** @default retries after half a second and after a second, where AWS waits one minute and two */
  readonly retries?: RetryPolicy;
}

/**
 * AWS Lambda on this machine: moto keeps the functions' records; their code runs here in Node.js processes, with their
 * role's credentials, limits and logs. Code reads the machine's own files, since it isn't run in a container. What the
 * lab doesn't use is rejected as not offered: `api/functionRequest.ts` and `api/requestChecks.ts` have the lists.
 */
export class LambdaService implements AwsService, Functions {
  private readonly code: CodeStore;
  private readonly links: CodeLinks;
  private readonly environments: LocalEnvironments;
  private readonly pool: EnvironmentPool;
  private readonly records: FunctionRecords;
  private readonly events: AsyncInvocations;
  private readonly functions: FunctionOperations;
  private readonly invocations: InvokeOperation;

  constructor(
    private readonly account: Account,
    { limits, retries = { delays: [500, 1000] } }: LambdaOptions = {},
  ) {
    this.code = new CodeStore(account.folder);
    this.links = new CodeLinks(account.endpoint, account.id);
    this.records = new FunctionRecords(account);
    this.environments = new LocalEnvironments(account, this.code);
    const defaults = { environments: 2, idle: 10_000, age: 30 * 60_000 };
    this.pool = new EnvironmentPool(this.environments, { ...defaults, ...limits });
    const { synchronous, asynchronous } = new ConcurrentExecutions(
      new FunctionInvoker(this.records, this.pool),
      account.quotas.executions,
    );
    const destination = new FailureDestination(account, this.records);
    this.events = new AsyncInvocations(
      asynchronous,
      retries,
      (line) => account.log(line),
      (event, dropped) => destination.deliver(event, dropped),
    );
    this.functions = new FunctionOperations(account, this.code, this.links, this.records, this.pool);
    this.invocations = new InvokeOperation(this.records, synchronous, this.events);
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const { request: named, name } = functionRequest(request, this.account.id);
    return request.operation === "Invoke"
      ? this.invocations.handle(named, name)
      : this.functions.handle(named, name);
  }

  /** Downloads code by a link of GetFunction's; undefined for other requests. */
  unsigned({ method, url }: AwsRequest): Promise<AwsResponse> | undefined {
    const link = method === "GET" || method === "HEAD" ? this.links.read(url) : undefined;
    return link && this.download(link);
  }

  async policyOf(region: string, functionArn: string): Promise<string | undefined> {
    try {
      return await this.records.policy(region, this.nameOf(region, functionArn));
    } catch (error) {
      // Of another region or account.
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** What goes wrong is in the function's log and the endpoint's. */
  async invoke(region: string, functionArn: string, payload: object): Promise<void> {
    try {
      const name = this.nameOf(region, functionArn);
      await this.events.add({ region, name, requestId: randomUUID(), payload: JSON.stringify(payload) });
    } catch (error) {
      this.account.log(`lambda: event for ${functionArn} rejected: ${(error as Error).message}`);
    }
  }

  /** Resolves when nothing runs, waits for a retry or has logs to deliver. */
  async idle(): Promise<void> {
    do {
      await this.events.settled();
      await this.pool.idle();
    } while (!this.events.empty);
  }

  /** Ends every execution environment, also those that handle an event, and removes the unpacked code. */
  async stop(): Promise<void> {
    await Promise.all([this.events.stop(), this.pool.stop()]);
    await this.environments.stop();
    await this.code.clear();
  }

  private download(link: NonNullable<ReturnType<CodeLinks["read"]>>): Promise<AwsResponse> {
    if (link === "invalid") {
      const message =
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
      return Promise.reject(new AwsError("SignatureDoesNotMatch", message, 403));
    }
    if (link === "expired") return Promise.reject(new AwsError("AccessDenied", "Request has expired", 403));
    const body = this.code.archive(link.codeSha256);
    if (!body) return Promise.reject(new AwsError("NoSuchKey", "The specified key does not exist.", 404));
    return Promise.resolve({ status: 200, headers: { "content-type": "application/zip" }, body });
  }

  private nameOf(region: string, functionArn: string): string {
    return functionName(functionArn, undefined, { region, account: this.account.id });
  }
}
