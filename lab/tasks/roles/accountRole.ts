import type { ContextKeyTypeEnum } from "@aws-sdk/client-iam";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { orAbsent } from "../../failures";
import { holds, type Check } from "../../findings";
import { nameSuffix } from "../../stack/rule";
import type { RolePolicies } from "./rolePolicies";

/** Requests that a role of the account must allow, in the place of the stack's own role. */
interface Request {
  readonly actions: readonly string[];
  readonly resource: string;
  /** Values of condition keys. @default none */
  readonly context?: Readonly<Record<string, string>>;
}

/** What the recorder does with its role. */
export function recorderRequests({ topicArn, bucketName, accountId }: LabStackOutputs): Request[] {
  const [, partition = "aws"] = topicArn.split(":");
  const bucket = `arn:${partition}:s3:::${bucketName}`;
  return [
    { actions: ["ec2:DescribeSecurityGroups"], resource: "*" },
    { actions: ["sns:Publish"], resource: topicArn },
    ...(bucketName === undefined
      ? []
      : [
          {
            actions: ["s3:PutObject"],
            resource: `${bucket}/AWSLogs/${accountId}/Config/ConfigWritabilityCheckFile`,
            context: { "s3:x-amz-acl": "bucket-owner-full-control" },
          },
          { actions: ["s3:GetBucketAcl"], resource: bucket },
        ]),
  ];
}

/** What the function does with its role. */
export function functionRequests(lab: LabStackOutputs): Request[] {
  const [, partition = "aws"] = lab.topicArn.split(":");
  const arn = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${lab.region}:${lab.accountId}:${resource}`;
  const failures = `evaluate_remediate_security_group-failures${nameSuffix(lab)}`;
  const changes = {
    actions: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
    resource: arn("ec2", `security-group/${lab.securityGroupId}`),
    context: { "ec2:Vpc": arn("ec2", `vpc/${lab.vpcId}`) },
  };
  return [
    { actions: ["config:PutEvaluations", "ec2:DescribeSecurityGroups"], resource: "*" },
    ...(lab.mode === "enforce" ? [changes] : []),
    ...(lab.scope === "account" ? [{ actions: ["sns:Publish"], resource: arn("sns", failures) }] : []),
    {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resource: arn("logs", `log-group:${lab.logGroupName}:log-stream:function`),
    },
  ];
}

/** The checks of a role that the account has, and the stack only uses: `configRoleArn` and `functionRoleArn`. */
export async function examineAccountRole(
  { name, trust }: RolePolicies,
  arn: string,
  service: string,
  requests: readonly Request[],
  clients: AwsClients,
): Promise<Check[]> {
  const services = trust.filter(({ effect }) => effect === "Allow").flatMap((one) => one.services);
  const allowed = await allowedActions(arn, requests, clients);
  return [
    holds(
      `whose role ${name} is`,
      "the stack's or the account's",
      "the account's: the stack uses it, and least privilege isn't promised",
      true,
    ),
    holds(
      `who may assume ${name}`,
      `${service}, among others`,
      services.join(", ") || "nobody",
      services.includes(service),
      askAdministrator,
    ),
    holds(
      `what ${name} allows`,
      requests.flatMap(({ actions }) => actions).join(", "),
      allowed.seen,
      allowed.ok,
      askAdministrator,
    ),
  ];
}

const askAdministrator =
  "Name another role of the account (pulumi config set), or ask its administrator to extend this one.";

/** By IAM's simulation; where that isn't permitted, nothing is known against the role. */
async function allowedActions(
  PolicySourceArn: string,
  requests: readonly Request[],
  { iam }: AwsClients,
): Promise<{ readonly seen: string; readonly ok: boolean }> {
  const missing: string[] = [];
  for (const { actions, resource, context = {} } of requests) {
    const simulated = await orAbsent(
      iam.simulatePrincipalPolicy({
        PolicySourceArn,
        ActionNames: [...actions],
        ResourceArns: [resource],
        ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
          ContextKeyName,
          ContextKeyType: "string" satisfies ContextKeyTypeEnum,
          ContextKeyValues: [value],
        })),
      }),
      "AccessDenied",
      "AccessDeniedException",
    );
    if (simulated === undefined)
      return { seen: "not known: iam:SimulatePrincipalPolicy is denied", ok: true };
    const denied = (simulated.EvaluationResults ?? []).filter(
      ({ EvalDecision }) => EvalDecision !== "allowed",
    );
    missing.push(...denied.map(({ EvalActionName }) => `${EvalActionName} on ${resource}`));
  }
  return missing.length === 0
    ? { seen: "all of them", ok: true }
    : { seen: `not ${missing.join(", not ")}`, ok: false };
}
