import {
  paginateDescribeSecurityGroupRules,
  type IpPermission,
  type SecurityGroup,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { LabError } from "../failures";
import { byTraffic } from "../output/order";
import { permissionInWords } from "../output/permissions";

/** One inbound rule of a security group: one protocol, one range of ports, one source. */
export interface GroupRule {
  /** `sgr-…`: the same id before and after means that the rule was never replaced. */
  readonly ruleId: string;
  /** Canonical words, e.g. `TCP 465 from 0.0.0.0/0`: rules with the same words are equivalent. */
  readonly words: string;
  /** As in a request to EC2: exactly one source, and no description. */
  readonly permission: IpPermission;
  readonly description?: string;
}

/** The group as DescribeSecurityGroups shows it now. @throws AWS's InvalidGroup.NotFound when it is gone */
export async function readGroup(clients: AwsClients, groupId: string): Promise<SecurityGroup> {
  const { SecurityGroups } = await clients.ec2.describeSecurityGroups({ GroupIds: [groupId] });
  const group = SecurityGroups?.[0];
  if (group === undefined) {
    throw new LabError(`EC2 returned no group ${groupId} in ${clients.region}.`, {
      code: "InvalidGroup.NotFound",
    });
  }
  return group;
}

/**
 * The inbound rules of a group, sorted by their words (`TCP 80` before `TCP 443`).
 *
 * @throws AWS's InvalidGroup.NotFound when there is no such group
 */
export async function readGroupRules(clients: AwsClients, groupId: string): Promise<GroupRule[]> {
  const rules: SecurityGroupRule[] = [];
  const pages = paginateDescribeSecurityGroupRules(
    { client: clients.ec2 },
    { Filters: [{ Name: "group-id", Values: [groupId] }] },
  );
  for await (const page of pages) rules.push(...(page.SecurityGroupRules ?? []));
  // A filter finds no rules of a group that doesn't exist, without an error.
  if (rules.length === 0) await readGroup(clients, groupId);
  const inbound = rules.filter(({ IsEgress }) => IsEgress !== true).map(toGroupRule);
  return inbound.sort((a, b) => byTraffic(a.words, b.words));
}

/** A rule of EC2's API as a GroupRule. */
export function toGroupRule(rule: SecurityGroupRule): GroupRule {
  const permission = asPermission(rule);
  return {
    ruleId: rule.SecurityGroupRuleId ?? "",
    words: permissionInWords(permission),
    permission,
    description: rule.Description,
  };
}

/** A rule as the permission that authorizes or revokes it. EC2 returns ports -1 for all traffic. */
function asPermission(rule: SecurityGroupRule): IpPermission {
  const { GroupId, UserId } = rule.ReferencedGroupInfo ?? {};
  return {
    IpProtocol: rule.IpProtocol,
    ...(rule.IpProtocol === "-1" ? {} : { FromPort: rule.FromPort, ToPort: rule.ToPort }),
    ...(rule.CidrIpv4 === undefined ? {} : { IpRanges: [{ CidrIp: rule.CidrIpv4 }] }),
    ...(rule.CidrIpv6 === undefined ? {} : { Ipv6Ranges: [{ CidrIpv6: rule.CidrIpv6 }] }),
    ...(rule.PrefixListId === undefined ? {} : { PrefixListIds: [{ PrefixListId: rule.PrefixListId }] }),
    ...(GroupId === undefined
      ? {}
      : { UserIdGroupPairs: [{ GroupId, ...(UserId === undefined ? {} : { UserId }) }] }),
  };
}
