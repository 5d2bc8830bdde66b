import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { ConfigServiceClient } from "@aws-sdk/client-config-service";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { STSClient } from "@aws-sdk/client-sts";

/**
 * The SDK clients of one region, each made when it is first used: importing one costs 50 to 150 ms, and most
 * commands need two or three.
 */
export interface LabClients {
  readonly region: string;
  readonly config: ConfigServiceClient;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly sts: STSClient;
  /** Closes the connections of the clients that were made. */
  destroy(): void;
}

export interface ClientSettings {
  readonly region: string;
  /** @default AWS_ENDPOINT_URL, else AWS itself */
  readonly endpoint?: string;
  /** @default the SDK's default chain: environment, profile, SSO, instance role */
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/* eslint-disable @typescript-eslint/no-require-imports -- an import statement would load all eight SDK clients at start */
/** Clients for the stack's region. Nothing is loaded or sent until one is used. */
export function createClients(settings: ClientSettings): LabClients {
  const made = new Map<string, { destroy(): void }>();
  function once<T extends { destroy(): void }>(name: string, make: () => T): T {
    const known = made.get(name);
    // `made` holds under each name what its one `make` gave.
    if (known !== undefined) return known as T;
    const client = make();
    made.set(name, client);
    return client;
  }
  return {
    region: settings.region,
    get config() {
      return once("config", () => {
        const sdk =
          require("@aws-sdk/client-config-service") as typeof import("@aws-sdk/client-config-service");
        return new sdk.ConfigServiceClient(settings);
      });
    },
    get ec2() {
      return once("ec2", () => {
        const sdk = require("@aws-sdk/client-ec2") as typeof import("@aws-sdk/client-ec2");
        return new sdk.EC2Client(settings);
      });
    },
    get iam() {
      return once("iam", () => {
        const sdk = require("@aws-sdk/client-iam") as typeof import("@aws-sdk/client-iam");
        return new sdk.IAMClient(settings);
      });
    },
    get lambda() {
      return once("lambda", () => {
        const sdk = require("@aws-sdk/client-lambda") as typeof import("@aws-sdk/client-lambda");
        return new sdk.LambdaClient(settings);
      });
    },
    get logs() {
      return once("logs", () => {
        const sdk =
          require("@aws-sdk/client-cloudwatch-logs") as typeof import("@aws-sdk/client-cloudwatch-logs");
        return new sdk.CloudWatchLogsClient(settings);
      });
    },
    get s3() {
      return once("s3", () => {
        const sdk = require("@aws-sdk/client-s3") as typeof import("@aws-sdk/client-s3");
        // Buckets of an endpoint on this machine have no host names of their own.
        const local = settings.endpoint ?? process.env.AWS_ENDPOINT_URL;
        return new sdk.S3Client({ ...settings, forcePathStyle: local !== undefined && local !== "" });
      });
    },
    get sns() {
      return once("sns", () => {
        const sdk = require("@aws-sdk/client-sns") as typeof import("@aws-sdk/client-sns");
        return new sdk.SNSClient(settings);
      });
    },
    get sts() {
      return once("sts", () => {
        const sdk = require("@aws-sdk/client-sts") as typeof import("@aws-sdk/client-sts");
        return new sdk.STSClient(settings);
      });
    },
    destroy() {
      for (const client of made.values()) client.destroy();
      made.clear();
    },
  };
}
/* eslint-enable @typescript-eslint/no-require-imports */
