import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import type { Table } from "../output/table";
import { holds, redeploy, same } from "./checks";
import type { Check, TaskReport } from "./report";
import { readRole, type RoleFacts, type Statement } from "./roles";

/** What the handout says of a role. */
interface RolePromise {
  readonly name: string;
  readonly service: string;
  /** Inline policies, and the actions each must allow. */
  readonly inline: Readonly<Record<string, readonly string[]>>;
  /** Ends of the ARNs of managed policies. */
  readonly managed: readonly string[];
  /** Actions that no statement may allow. */
  readonly never: readonly string[];
}

const changes = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];

function promises(lab: LabStackOutputs): RolePromise[] {
  const enforces = lab.mode === "enforce";
  return [
    {
      name: lab.functionRoleName,
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
      service: "config.amazonaws.com",
      inline: { S3Access: ["s3:PutObject", "s3:GetBucketAcl"], SNSPublish: ["sns:Publish"] },
      managed: ["service-role/AWS_ConfigRole"],
      never: changes,
    },
  ];
}

/** Task 2, examine the roles: who may assume them, and what they allow on what. */
export async function examineTask2(lab: LabStackOutputs, clients: LabClients): Promise<TaskReport> {
  const checks: Check[] = [];
  const rows: string[][] = [];
  for (const promise of promises(lab)) {
    const role = await readRole(clients.iam, promise.name);
    if (role === undefined) {
      checks.push(same(`role ${promise.name}`, "there", "not there", redeploy));
      continue;
    }
    checks.push(...examineRole(promise, role));
    rows.push(...roleRows(role));
  }
  const evidence: Table = {
    title: "What the roles allow",
    head: ["role", "policy", "effect", "actions", "on", "condition"],
    rows,
  };
  return { task: 2, title: "Examine the roles", checks, evidence: [evidence] };
}

function examineRole(promise: RolePromise, role: RoleFacts): Check[] {
  const { name } = promise;
  const services = role.trust.filter(({ effect }) => effect === "Allow").flatMap((one) => one.services);
  const everything = [...role.inline.values()].flat();
  const forbidden = promise.never.filter((action) =>
    everything.some((statement) => allows(statement, action)),
  );
  return [
    same(`who may assume ${name}`, promise.service, services.join(", ") || "nobody", redeploy),
    ...Object.entries(promise.inline).map(([policy, actions]) => {
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
    ...promise.managed.map((policy) =>
      holds(
        `managed policies of ${name}`,
        policy,
        role.managed.map((arn) => arn.replace(/^arn:[^:]+:iam::aws:policy\//, "")).join(", ") || "none",
        role.managed.some((arn) => arn.endsWith(`:policy/${policy}`)),
        redeploy,
      ),
    ),
    ...(promise.never.length === 0
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

/** Does the statement allow an action, its own wildcards included? IAM compares without case. */
function allows(statement: Statement, action: string): boolean {
  return (
    statement.effect === "Allow" &&
    statement.actions.some((pattern) =>
      new RegExp(
        `^${pattern
          .replace(/[.+^${}()|[\]\\]/g, "\\$&")
          .replaceAll("*", ".*")
          .replaceAll("?", ".")}$`,
        "i",
      ).test(action),
    )
  );
}

function roleRows(role: RoleFacts): string[][] {
  return [
    ...[...role.inline].flatMap(([policy, statements]) =>
      statements.map((statement) => [
        role.name,
        policy,
        statement.effect,
        statement.actions.join(", "),
        statement.resources.join(", "),
        statement.conditions.join("; ") || "-",
      ]),
    ),
    ...role.managed.map((arn) => [role.name, arn, "Allow", "what AWS lists for it", "-", "-"]),
  ];
}
