import type { LabStackOutputs } from "../../../components/labOutputs";
import { coversAction } from "../../../components/policies/wildcards";
import type { Table } from "../../output/table";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { absent, holds, same, type Check, type Findings } from "../../findings";
import { redeploy } from "../part";
import { nameSuffix } from "../../stack/rule";
import { examineAccountRole, functionRequests, recorderRequests } from "./accountRole";
import { readRole, type RolePolicies, type Statement } from "./rolePolicies";

/** What the handout requires of a role. */
interface RequiredRole {
  readonly name: string;
  readonly arn: string;
  /** Whether the account has it, and the stack only uses it. */
  readonly isAccounts: boolean;
  /** What it is used for; of an account's role. */
  readonly requests: (lab: LabStackOutputs) => Parameters<typeof examineAccountRole>[3];
  readonly service: string;
  /** Inline policies, and the actions each must allow. */
  readonly inline: Readonly<Record<string, readonly string[]>>;
  /** Ends of the ARNs of managed policies. */
  readonly managed: readonly string[];
  /** Actions that no statement may allow. */
  readonly never: readonly string[];
}

const changes = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];

function requiredRoles(lab: LabStackOutputs): RequiredRole[] {
  const enforces = lab.mode === "enforce";
  const suffix = nameSuffix(lab);
  return [
    {
      name: lab.functionRoleName,
      arn: lab.functionRoleArn,
      isAccounts: lab.functionRoleName !== `AwsConfigLambdaSGRole${suffix}`,
      requests: functionRequests,
      service: "lambda.amazonaws.com",
      inline: {
        awsconfig_lambda_ec2_sg_role_policy: [
          "config:PutEvaluations",
          "ec2:DescribeSecurityGroups",
          ...(enforces ? changes : []),
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ],
      },
      managed: ["service-role/AWSLambdaBasicExecutionRole"],
      never: enforces ? [] : changes,
    },
    {
      name: lab.configRoleName,
      arn: lab.configRoleArn,
      isAccounts: lab.configRoleName !== `AwsConfigRole${suffix}`,
      requests: recorderRequests,
      service: "config.amazonaws.com",
      inline: { S3Access: ["s3:PutObject", "s3:GetBucketAcl"], SNSPublish: ["sns:Publish"] },
      managed: ["service-role/AWS_ConfigRole"],
      never: changes,
    },
  ];
}

/** The roles: which service may assume them, and which actions they allow on which resources. */
export async function examineRoles(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const checks: Check[] = [];
  const rows: string[][] = [];
  for (const required of requiredRoles(lab)) {
    const role = await readRole(clients.iam, required.name);
    if (role === undefined) {
      checks.push(...absent(`role ${required.name}`, redeploy).checks);
      continue;
    }
    checks.push(
      ...(required.isAccounts
        ? await examineAccountRole(role, required.arn, required.service, required.requests(lab), clients)
        : examineRole(required, role)),
    );
    rows.push(...roleRows(role));
  }
  const evidence: Table = {
    title: "What the roles allow",
    head: ["role", "actions", "on", "condition", "effect", "policy"],
    rows,
  };
  return { checks, evidence: [evidence] };
}

function examineRole(required: RequiredRole, role: RolePolicies): Check[] {
  const { name } = required;
  const services = role.trust.filter(({ effect }) => effect === "Allow").flatMap((one) => one.services);
  const everything = [...role.inline.values()].flat();
  const forbidden = required.never.filter((action) =>
    everything.some((statement) => allows(statement, action)),
  );
  return [
    same(`who may assume ${name}`, required.service, services.join(", ") || "nobody", redeploy),
    ...Object.entries(required.inline).map(([policy, actions]) => {
      const statements = role.inline.get(policy);
      const missing = actions.filter((action) => !statements?.some((statement) => allows(statement, action)));
      const seen =
        statements === undefined
          ? "no such policy"
          : missing.length === 0
            ? `allows ${actions.join(", ")}`
            : `doesn't allow ${missing.join(", ")}`;
      return holds(
        `${policy} of ${name}`,
        `allows ${actions.join(", ")}`,
        seen,
        statements !== undefined && missing.length === 0,
        redeploy,
      );
    }),
    ...required.managed.map((policy) =>
      holds(
        `managed policies of ${name}`,
        policy,
        role.managed.map((arn) => arn.replace(/^arn:[^:]+:iam::aws:policy\//, "")).join(", ") || "none",
        role.managed.some((arn) => arn.endsWith(`:policy/${policy}`)),
        redeploy,
      ),
    ),
    ...(required.never.length === 0
      ? []
      : [
          same(
            `${name} can't change security groups`,
            "allows neither to authorize nor to revoke",
            forbidden.length === 0
              ? "allows neither to authorize nor to revoke"
              : `allows ${forbidden.join(", ")}`,
            redeploy,
          ),
        ]),
  ];
}

/** Whether the statement allows an action, wildcards included. */
function allows(statement: Statement, action: string): boolean {
  return statement.effect === "Allow" && statement.actions.some((pattern) => coversAction(pattern, action));
}

function roleRows(role: RolePolicies): string[][] {
  return [
    ...[...role.inline].flatMap(([policy, statements]) =>
      statements.map((statement) => [
        role.name,
        statement.actions.join(", "),
        statement.resources.join(", "),
        statement.conditions.join("; ") || "-",
        statement.effect,
        policy,
      ]),
    ),
    ...role.managed.map((arn) => [role.name, "see the AWS managed policy reference", "-", "-", "Allow", arn]),
  ];
}
