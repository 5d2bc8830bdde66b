import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { AwsAccount } from "../account/awsAccount";

/**
 * Revokes a group's own rules and every rule of another group that names it, as the released provider does for
 * `revokeRulesOnDelete`. (The released one looks at all groups only after EC2 has rejected the deletion for a minute.)
 */
export async function revokeRulesNaming(groupId: string, { ec2 }: AwsAccount): Promise<void> {
  const { paginateDescribeSecurityGroupRules } = await import("@aws-sdk/client-ec2");
  const rules: SecurityGroupRule[] = [];
  for await (const page of paginateDescribeSecurityGroupRules({ client: ec2 }, {})) {
    rules.push(...(page.SecurityGroupRules ?? []));
  }
  for (const rule of rules) {
    if (rule.GroupId !== groupId && rule.ReferencedGroupInfo?.GroupId !== groupId) continue;
    const revoke = { GroupId: rule.GroupId, SecurityGroupRuleIds: [rule.SecurityGroupRuleId ?? ""] };
    if (rule.IsEgress) await ec2.revokeSecurityGroupEgress(revoke);
    else await ec2.revokeSecurityGroupIngress(revoke);
  }
}
