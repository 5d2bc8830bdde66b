import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import { countOf, type LabConfiguration } from "./configuration";
import { existingRoleFaults, roleOf, type ExistingRole, type RoleUse } from "./existing";

/** The account's roles that the stack uses; it creates those that aren't here. */
export interface ExistingRoles {
  /** The recorder's. */
  readonly config?: ExistingRole;
  /** The function's. */
  readonly function?: ExistingRole;
}

type RoleSettings = Pick<
  LabConfiguration,
  "configRoleArn" | "functionRoleArn" | "itscAccount" | "mode" | "scope"
>;

/**
 * The roles that the configuration names, for accounts in which no role may be created.
 *
 * @param suffix of the names that would collide in a shared account
 * @throws pulumi.RunError that lists everything the lab needs and the roles don't do, before anything is registered
 */
export async function useExistingRoles(
  settings: RoleSettings,
  account: Account,
  suffix: string,
): Promise<ExistingRoles> {
  const { configRoleArn, functionRoleArn } = settings;
  const faults = [
    ...(configRoleArn === ""
      ? []
      : await existingRoleFaults(configRoleArn, configUse(settings, account), account)),
    ...(functionRoleArn === ""
      ? []
      : await existingRoleFaults(functionRoleArn, functionUse(settings, account, suffix), account)),
  ];
  if (faults.length > 0) {
    throw new pulumi.RunError(
      [
        `Stack ${pulumi.getStack()} can't use the account's roles, ${countOf(faults)}; nothing was changed:`,
        ...faults.map((fault) => `  - ${fault}`),
        "Name another role, or ask the account's administrator to extend this one.",
      ].join("\n"),
    );
  }
  if (configRoleArn !== "" || functionRoleArn !== "") await pulumi.log.warn(lostPromise(settings));
  return {
    config: configRoleArn === "" ? undefined : roleOf(configRoleArn),
    function: functionRoleArn === "" ? undefined : roleOf(functionRoleArn),
  };
}

function lostPromise({ configRoleArn, functionRoleArn, mode }: RoleSettings): string {
  const names = [configRoleArn, functionRoleArn].filter((arn) => arn !== "").map((arn) => roleOf(arn).name);
  const changes =
    functionRoleArn === ""
      ? ""
      : ` The function may do whatever its role allows, also to groups outside the lab${mode === "report" ? " and although the mode is report" : ""}; its own code doesn't.`;
  return `The stack creates no role where it uses the account's: ${[...new Set(names)].join(", ")}. Least privilege is lost.${changes}`;
}

/** As the recorder's own role allows it (policies/configRolePolicies.ts). The bucket's name isn't known yet: any must do. */
function configUse({ itscAccount }: RoleSettings, { id, region, partition }: Account): RoleUse {
  const bucket = `arn:${partition}:s3:::monitoring-history-0000000`;
  return {
    key: "configRoleArn",
    service: "config.amazonaws.com",
    needs: [
      { actions: ["ec2:DescribeSecurityGroups"], resources: ["*"] },
      {
        actions: ["sns:Publish"],
        resources: [`arn:${partition}:sns:${region}:${id}:ust-${itscAccount}-config-topic`],
      },
      {
        actions: ["s3:PutObject"],
        resources: [`${bucket}/AWSLogs/${id}/Config/ConfigWritabilityCheckFile`],
        context: { "s3:x-amz-acl": "bucket-owner-full-control" },
      },
      { actions: ["s3:GetBucketAcl"], resources: [bucket] },
    ],
  };
}

/** As the function's own role allows it (policies/functionRolePolicy.ts). */
function functionUse(
  { mode, scope }: RoleSettings,
  { id, region, partition }: Account,
  suffix: string,
): RoleUse {
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${id}:${resource}`;
  const changes = {
    actions: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
    resources: [arn("ec2", "security-group/sg-00000000000000000")],
  };
  // Lambda checks it when the function gets its destination on failure.
  const failures = {
    actions: ["sns:Publish"],
    resources: [arn("sns", `evaluate_remediate_security_group-failures${suffix}`)],
  };
  return {
    key: "functionRoleArn",
    service: "lambda.amazonaws.com",
    needs: [
      { actions: ["config:PutEvaluations", "ec2:DescribeSecurityGroups"], resources: ["*"] },
      ...(mode === "enforce" ? [changes] : []),
      ...(scope === "account" ? [failures] : []),
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [arn("logs", `log-group:awsconfig_lambda_security_group${suffix}:log-stream:function`)],
      },
    ],
  };
}
