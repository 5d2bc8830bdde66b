import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { startLocalAws, type LocalAws, type LocalAwsOptions } from "../../../aws";
import { readMails, type Mail } from "../../../aws/sns/mailbox";

/** What SDK clients are made with. */
export interface Settings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Tests of refusals shouldn't wait for the SDK to try again. */
  readonly maxAttempts: number;
}

/** The whole of AWS on this machine, in a temporary folder. */
export interface TestAws {
  readonly aws: LocalAws;
  readonly folder: string;
  /** As administrator, or with other credentials. */
  settings(credentials?: Partial<Settings["credentials"]>, region?: string): Settings;
  /** Makes a role that the account's own principals may assume, with these statements as inline policy. */
  makeRole(name: string, statements: readonly object[], trusted?: object): Promise<string>;
  /** Settings with the credentials of a session of the role, from STS. */
  asRole(roleArn: string): Promise<Settings>;
  mails(): Promise<Mail[]>;
  stop(): Promise<void>;
}

export const accountId = "123456789012";
export const accountItself = { AWS: `arn:aws:iam::${accountId}:root` };

/** Starts AWS before the tests of a suite, which `prepare` makes ready for them, and stops it after them. */
export function inTestAws(
  prepare: (test: TestAws) => Promise<void> | void,
  options: Partial<LocalAwsOptions> = {},
): void {
  let test: TestAws | undefined;
  before(async () => {
    test = await startTestAws(options);
    await prepare(test);
  });
  after(() => test?.stop());
}

export async function startTestAws(options: Partial<LocalAwsOptions> = {}): Promise<TestAws> {
  const folder = await mkdtemp(join(tmpdir(), "local-aws-test-"));
  const aws = await startLocalAws({ folder, ...options });
  const settings: TestAws["settings"] = (credentials = {}, region = aws.region) => ({
    endpoint: aws.endpoint,
    region,
    credentials: { ...aws.credentials, ...credentials },
    maxAttempts: 1,
  });
  const iam = new IAMClient(settings());
  const sts = new STSClient(settings());
  return {
    aws,
    folder,
    settings,
    makeRole: async (name, statements, trusted = accountItself) => {
      const trust = { Effect: "Allow", Principal: trusted, Action: "sts:AssumeRole" };
      const { Role } = await iam.send(
        new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policy([trust]) }),
      );
      // A role that may do nothing has no policy.
      if (statements.length > 0) {
        await iam.send(
          new PutRolePolicyCommand({
            RoleName: name,
            PolicyName: "inline",
            PolicyDocument: policy(statements),
          }),
        );
      }
      return Role!.Arn!;
    },
    asRole: async (RoleArn) => {
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
      return settings({
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken!,
      });
    },
    mails: () => readMails(aws.mailbox),
    stop: async () => {
      await aws.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The error that a call ends with: its code, its message and its HTTP status. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ code: string; message: string; status: number | undefined }> {
  const answered = await call.then(
    () => undefined,
    (error: unknown) => error as Error & { $metadata?: { httpStatusCode?: number } },
  );
  if (!answered) throw new Error("The call succeeded, and should have been refused.");
  return { code: answered.name, message: answered.message, status: answered.$metadata?.httpStatusCode };
}
