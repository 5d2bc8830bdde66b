import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { STSClient } from "@aws-sdk/client-sts";
import type { LabClients } from "../../stack/clients";

/** Answers to API calls by operation, e.g. `DescribeVpcs`. They get the call's input. */
export type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>>;

export interface FakeClients extends LabClients {
  /** Operations in the order they were called. */
  readonly calls: string[];
}

/** An error as the SDK throws it: the code is its name. */
export function awsError(code: string, message = `${code} from the test`): Error {
  return Object.assign(new Error(message), { name: code, $fault: "client" });
}

/**
 * Real clients, which the SDK's paginators insist on, that never send: each operation is answered from `answers`, and
 * one without an answer throws.
 */
export function fakeClients(answers: Answers): FakeClients {
  const calls: string[] = [];
  const settings = {
    region: "us-east-1",
    credentials: { accessKeyId: "AKIAFAKE", secretAccessKey: "fake" },
  };
  const silent = <T extends object>(client: T): T =>
    Object.assign(client, {
      send: (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
        const operation = command.constructor.name.replace(/Command$/, "");
        calls.push(operation);
        const answer = answers[operation];
        if (answer === undefined)
          return Promise.reject(new Error(`No answer for ${operation}: add it to fakeClients({ ... })`));
        return Promise.resolve().then(() => answer(command.input));
      },
    });
  return {
    region: settings.region,
    calls,
    config: silent(new ConfigServiceClient(settings)),
    ec2: silent(new EC2Client(settings)),
    iam: silent(new IAMClient(settings)),
    lambda: silent(new LambdaClient(settings)),
    logs: silent(new CloudWatchLogsClient(settings)),
    s3: silent(new S3Client(settings)),
    sns: silent(new SNSClient(settings)),
    sts: silent(new STSClient(settings)),
    destroy: () => {},
  };
}
