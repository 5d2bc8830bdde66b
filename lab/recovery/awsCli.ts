import type { AwsClients, ServiceName } from "@config-remediation-lab/local/support/awsClients";

const services: Readonly<Record<string, ServiceName>> = {
  ec2: "ec2",
  iam: "iam",
  logs: "logs",
  lambda: "lambda",
  sns: "sns",
  configservice: "config",
};

const pascal = (words: string): string =>
  words.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const camel = (words: string): string => pascal(words).replace(/^./, (letter) => letter.toLowerCase());

/**
 * Runs a command of the AWS CLI that is one of AWS's operations, by the SDK: the CLI derives command and options from the
 * operation and its request in the same way. Of the CLI's own commands only `s3 rb --force`.
 */
export async function runAwsCommand(command: string, clients: AwsClients): Promise<void> {
  const bucket = /^aws s3 rb s3:\/\/(\S+) --force$/.exec(command)?.[1];
  if (bucket !== undefined) return removeBucket(bucket, clients);
  const [aws, service = "", operation = "", ...options] = command.split(" ");
  const client = clients[services[service] ?? "sts"] as unknown as Record<
    string,
    ((input: object) => Promise<unknown>) | undefined
  >;
  const method = camel(operation);
  if (aws !== "aws" || !client[method]) throw new Error(`expected a command of the AWS CLI, got ${command}`);
  const input: Record<string, string | string[]> = {};
  for (let index = 0; index < options.length; index += 2) {
    const name = (options[index] ?? "").replace(/^--/, "");
    const value = options[index + 1] ?? "";
    // Requests of CloudWatch Logs begin their members with a small letter.
    const member = service === "logs" ? camel(name) : pascal(name);
    input[member] = name.endsWith("-ids") ? [value] : value;
  }
  await client[method](input);
}

async function removeBucket(Bucket: string, { s3 }: AwsClients): Promise<void> {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  for (const { Key } of Contents) await s3.deleteObject({ Bucket, Key });
  await s3.deleteBucket({ Bucket });
}
