import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalAws } from "../../../aws";
import { ensureMoto } from "../../../aws/moto/environment";
import { startMoto } from "../../../aws/moto/process";
import { AwsAccount } from "../../../providers/aws/account/awsAccount";
import { awsProvider } from "../../../providers/aws/awsProvider";
import { settingsOf } from "../../../providers/aws/account/settings";
import type { Provider } from "../../../providers/plugin/provider";
import type { Values } from "../../../providers/plugin/propertyValues";

export interface Account {
  /** The provider under test, configured for this account. */
  readonly provider: Provider;
  /** The same account, for what happens outside of Pulumi. */
  readonly aws: AwsAccount;
  /** The provider with more configuration, such as default tags. */
  configured(config: Values): Provider;
  stop(): Promise<void>;
}

/** Starts a moto server with an empty account. */
export async function startAccount(): Promise<Account> {
  const folder = await mkdtemp(join(tmpdir(), "provider-test-"));
  const python = await ensureMoto(() => {});
  const moto = await startMoto({ python, logFile: join(folder, "moto.log") });
  const account = accountAt(moto.endpoint, { accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "secret" });
  return {
    ...account,
    stop: async () => {
      await moto.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Starts all of AWS on this machine with an empty account: moto alone evaluates and rejects less. */
export async function startWholeAccount(): Promise<Account> {
  const folder = await mkdtemp(join(tmpdir(), "provider-test-"));
  const local = await startLocalAws({ folder });
  const { accessKeyId, secretAccessKey } = local.credentials;
  return {
    ...accountAt(local.endpoint, { accessKey: accessKeyId, secretKey: secretAccessKey }),
    stop: async () => {
      await local.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const services = ["cloudwatchlogs", "configservice", "ec2", "iam", "lambda", "s3", "sns", "sts"];

/** The account that an endpoint serves. */
function accountAt(endpoint: string, credentials: Values): Omit<Account, "stop"> {
  const endpoints = [Object.fromEntries(services.map((service) => [service, endpoint]))];
  const base = {
    region: "us-east-1",
    ...credentials,
    endpoints: JSON.stringify(endpoints),
    s3UsePathStyle: true,
  };
  const configured = (config: Values) => {
    const provider = awsProvider("0.0.0");
    provider.configure!({ ...base, ...config });
    return provider;
  };
  return { provider: configured({}), aws: new AwsAccount(settingsOf(base)), configured };
}
