import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  type LambdaClientConfig,
} from "@aws-sdk/client-lambda";

import { zipOf } from "../zipOf";
import { Gateway } from "../../../aws/gateway";
import { administratorKeyOf, homeAccount } from "../../../aws/administrator";
import { type LambdaOptions, LambdaService } from "../../../aws/lambda";
import { LocalAccount } from "../../../aws/localAccount";
import { AwsError } from "../../../aws/service";
import { ensureMoto } from "../../../aws/moto/environment";
import { MotoClient } from "../../../aws/moto/client";
import { type Moto, startMoto } from "../../../aws/moto/process";

/** Milliseconds that a test may take when other work keeps the machine busy. */
export const busyMachine = 180_000;

/** Lambda behind a gateway, in front of moto, with no other service of ours. */
export interface LambdaHarness {
  readonly service: LambdaService;
  readonly account: LocalAccount;
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  readonly settings: Pick<LambdaClientConfig, "endpoint" | "region" | "credentials">;
  /** Creates a role that Lambda may assume, with these actions allowed; returns its ARN. */
  makeRole(name: string, actions: readonly string[], principal?: string): Promise<string>;
  /** Creates a function of one CommonJS file with role `worker`. */
  makeFunction(name: string, source: string, more?: Partial<CreateFunctionCommandInput>): Promise<void>;
  invoke(name: string, event?: unknown, more?: Partial<InvokeCommandInput>): Promise<Invoked>;
  /** Every line of a log group that contains the words. */
  logLines(group: string, words?: string): Promise<string[]>;
  /** The endpoint's own log. */
  notes(): Promise<string>;
  stop(): Promise<void>;
}

export interface Invoked {
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly version: string | undefined;
  /** Parsed. */
  readonly payload: unknown;
  readonly log: string;
}

/**
 * One moto server for all test files, since its start takes the most time: roles and functions need unique names across
 * them.
 */
let moto: Promise<Moto> | undefined;

function sharedMoto(): Promise<Moto> {
  moto ??= ensureMoto(() => undefined).then((python) => startMoto({ python, logFile: "/dev/null" }));
  return moto;
}

after(async () => {
  await (await moto)?.stop();
});

/** Starts Lambda. It has no code of the functions that other instances created. */
export async function startLambda(options?: LambdaOptions): Promise<LambdaHarness> {
  const folder = await mkdtemp(path.join(tmpdir(), "lambda-test-"));
  const { endpoint: motoEndpoint } = await sharedMoto();
  const gateway = await Gateway.listen(0, "us-east-1");
  const { endpoint } = gateway;
  const client = new MotoClient(motoEndpoint);
  const account = new LocalAccount(endpoint, client, folder, "us-east-1");
  const service = new LambdaService(account, options);
  gateway.serve({
    sessions: account.sessions,
    // A role needs an action allowed on every resource: enough to see whose credentials were used.
    authorize: async ({ caller, service: name, operation }) => {
      if (caller.roleArn === undefined) return;
      if (await account.isAllowed(caller.roleArn, `${name}:${operation}`, "*")) return;
      throw new AwsError("AccessDeniedException", `${caller.arn} may not ${name}:${operation}`);
    },
    unsigned: (request) => service.unsigned(request),
    services: { lambda: service },
    rest: {
      handle: async (request) => {
        const answer = await client.forward(request);
        if (request.service === "iam") account.roles.forget();
        return answer;
      },
    },
    log: (line) => account.log(line),
  });
  const settings = { endpoint, region: "us-east-1", credentials: administratorKeyOf(homeAccount) };
  const lambda = new LambdaClient(settings);
  const iam = new IAMClient(settings);
  const logs = new CloudWatchLogsClient(settings);

  const makeRole = async (name: string, actions: readonly string[], principal = "lambda.amazonaws.com") => {
    const trust = statement({ Principal: { Service: principal }, Action: "sts:AssumeRole" });
    const command = new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust });
    const { Role: role } = await iam.send(command);
    if (actions.length > 0) {
      const policy = {
        RoleName: name,
        PolicyName: "does",
        PolicyDocument: statement({ Action: actions, Resource: "*" }),
      };
      await iam.send(new PutRolePolicyCommand(policy));
    }
    return role?.Arn ?? "";
  };
  await makeRole("worker", ["logs:*", "ec2:Describe*"]).catch(unlessThere);

  return {
    service,
    account,
    lambda,
    iam,
    logs,
    settings,
    makeRole,
    makeFunction: async (name, source, more = {}) => {
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Role: `arn:aws:iam::${account.id}:role/worker`,
          Runtime: "nodejs24.x",
          Handler: "index.handler",
          MemorySize: 256,
          // Far more than any of them takes on a busy machine.
          Timeout: 300,
          Code: { ZipFile: zipOf({ "index.js": source }) },
          ...more,
        }),
      );
    },
    invoke: async (name, event, more = {}) => {
      const Payload = event === undefined ? undefined : JSON.stringify(event);
      const answer = await lambda.send(
        new InvokeCommand({ FunctionName: name, Payload, LogType: "Tail", ...more }),
      );
      const text = Buffer.from(answer.Payload ?? []).toString();
      return {
        status: answer.StatusCode,
        error: answer.FunctionError,
        version: answer.ExecutedVersion,
        payload: text === "" ? undefined : (JSON.parse(text) as unknown),
        log: Buffer.from(answer.LogResult ?? "", "base64").toString(),
      };
    },
    logLines: async (logGroupName, words) => {
      const filterPattern = words === undefined ? undefined : `"${words}"`;
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
      return events.map(({ message }) => message ?? "");
    },
    notes: () => readFile(path.join(folder, "aws.log"), "utf8").catch(() => ""),
    stop: async () => {
      for (const client of [lambda, iam, logs]) client.destroy();
      await service.stop();
      await gateway.stop();
      client.close();
      await rm(folder, { recursive: true });
    },
  };
}

function statement(what: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...what }] });
}

function unlessThere(error: Error): void {
  if (error.name !== "EntityAlreadyExistsException") throw error;
}
