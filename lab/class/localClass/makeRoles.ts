import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LocalAws } from "@config-remediation-lab/local/aws";
import { accountOfRole, type LocalAccounts } from "./localAccounts";

/** Makes the roles that a roster names, as an account's owner would for the teacher: all permissions, for one account. */
export async function makeRoles(
  { endpoint, region, administrators }: LocalAws,
  { roles }: Pick<LocalAccounts, "roles">,
): Promise<void> {
  for (const [roleArn, trusted] of Object.entries(roles)) {
    const [, partition = "aws"] = roleArn.split(":");
    const [, path = "/", RoleName = ""] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(roleArn) ?? [];
    const credentials = administrators[accountOfRole(roleArn)];
    const clients = new AwsClients(region, () => ({ endpoint, credentials }));
    const trust = {
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${trusted}:root` },
      Action: "sts:AssumeRole",
    };
    try {
      await clients.iam.createRole({
        Path: path,
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
      });
      const PolicyArn = `arn:${partition}:iam::aws:policy/AdministratorAccess`;
      await clients.iam.attachRolePolicy({ RoleName, PolicyArn });
    } finally {
      clients.destroy();
    }
  }
}
