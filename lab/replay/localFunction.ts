import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { zipped } from "@config-remediation-lab/local/providers/aws/lambda/codeArchive";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";

const name = "evaluate_remediate_security_group";

const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [Statement] });

/** Uploads the function's code to Lambda on this machine, with a role that may do what the function does. */
export async function uploadFunction(
  { iam, lambda }: AwsClients,
  folder: string,
  code: string,
): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, "__index.js"), code);
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const { Role } = await iam.createRole({ RoleName: "Replay", AssumeRolePolicyDocument: document(trust) });
  const Action = [
    "config:PutEvaluations",
    "ec2:DescribeSecurityGroups",
    "ec2:*SecurityGroupIngress",
    "logs:*",
  ];
  await iam.putRolePolicy({
    RoleName: "Replay",
    PolicyName: "function",
    PolicyDocument: document({ Effect: "Allow", Action, Resource: "*" }),
  });
  await lambda.createFunction({
    FunctionName: name,
    Runtime: "nodejs24.x",
    Handler: "__index.handler",
    Role: Role?.Arn,
    Code: { ZipFile: await zipped({ path: folder }) },
    Timeout: 60,
    MemorySize: 256,
  });
}

/** Invokes it. @returns its error; undefined when it succeeded */
export async function invokeFunction({ lambda }: AwsClients, event: string): Promise<string | undefined> {
  const { FunctionError, Payload } = await lambda.invoke({ FunctionName: name, Payload: event });
  if (FunctionError === undefined) return undefined;
  const { errorMessage } = JSON.parse(Buffer.from(Payload ?? []).toString()) as { errorMessage?: string };
  return errorMessage ?? FunctionError;
}
