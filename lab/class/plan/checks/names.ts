import { paginateListRoles } from "@aws-sdk/client-iam";
import { paginateListFunctions } from "@aws-sdk/client-lambda";
import { paginateListTopics } from "@aws-sdk/client-sns";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { Obstacle, Place, PlannedLab } from "../classPlan";
import { valueIn } from "../stackConfig";

/** Names on AWS that a stack's resources will have, which nothing else may have. */
export function namesOf({ student, shared, config }: Pick<PlannedLab, "student" | "shared" | "config">) {
  const suffix = shared ? `-${student.stack}` : "";
  // Where a stack uses the account's role it creates none.
  const creates = (key: "configRoleArn" | "functionRoleArn"): boolean => valueIn(config, key) === "";
  return {
    roles: [
      ...(creates("configRoleArn") ? [`AwsConfigRole${suffix}`] : []),
      ...(creates("functionRoleArn") ? [`AwsConfigLambdaSGRole${suffix}`] : []),
    ],
    functions: [`evaluate_remediate_security_group${suffix}`],
    topics: [`ust-${student.itscAccount}-config-topic`],
  };
}

/** Names that something else in the account has. Stacks that exist have them rightly. */
export async function checkNames({ account, region, labs }: Place, clients: AwsClients): Promise<Obstacle[]> {
  const wanted = labs.filter((lab) => lab.resources === 0);
  if (wanted.length === 0) return [];
  const taken = {
    roles: new Set(await roles(clients)),
    functions: new Set(await functions(clients)),
    topics: new Set(await topics(clients)),
  };
  return wanted.flatMap((lab): Obstacle[] => {
    const names = namesOf(lab);
    const kinds = ["roles", "functions", "topics"] as const;
    const found = kinds.flatMap((kind) => names[kind].filter((name) => taken[kind].has(name)));
    if (found.length === 0) return [];
    return [
      {
        students: [lab.student.stack],
        problem: `account ${account}, ${region} has ${found.join(", ")} already, which no stack of this class made`,
        next: "Destroy the stack or delete the leftovers that have these names.",
      },
    ];
  });
}

async function roles({ iam }: AwsClients): Promise<string[]> {
  const names: string[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {}))
    names.push(...Roles.flatMap(({ RoleName }) => (RoleName === undefined ? [] : [RoleName])));
  return names;
}

async function functions({ lambda }: AwsClients): Promise<string[]> {
  const names: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    names.push(
      ...Functions.flatMap(({ FunctionName }) => (FunctionName === undefined ? [] : [FunctionName])),
    );
  return names;
}

async function topics({ sns }: AwsClients): Promise<string[]> {
  const names: string[] = [];
  for await (const { Topics = [] } of paginateListTopics({ client: sns }, {}))
    names.push(...Topics.map(({ TopicArn = "" }) => TopicArn.split(":").at(-1) ?? ""));
  return names;
}
