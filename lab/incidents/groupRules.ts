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
  /** `sgr-…`: the same id before and after means that the rule was never gone. */
  readonly ruleId: string;
  /** Canonical words, e.g. `TCP 465 from 0.0.0.0/0`: two rules with the same words permit the same. */
  readonly words: string;
  /** As EC2 takes it in a request; has exactly one source, and no description. */
  readonly permission: IpPermission;
  readonly description?: string;
}

/** The group as DescribeSecurityGroups shows it now. @throws AWS's InvalidGroup.NotFound when it is gone */
export async function readGroup(clients: AwsClients, groupId: string): Promise<SecurityGroup> {
  const { SecurityGroups } = await clients.ec2.describeSecurityGroups({ GroupIds: [groupId] });
  const group = SecurityGroups?.[0];
  if (group === undefined) {
    throw new LabError(`EC2 described no group ${groupId} in ${clients.region}.`, {
      code: "InvalidGroup.NotFound",
    });
  }
  return group;
}

/**
 * The inbound rules of a group, in the order of their words (`TCP 80` before `TCP 443`). A rule's id is known only to DescribeSecurityGroupRules;
 * its description is in both answers, but endpoints other than AWS may leave it out of either.
 */
export async function readGroupRules(clients: AwsClients, groupId: string): Promise<GroupRule[]> {
  const descriptions = describedIn(await readGroup(clients, groupId));
  const rules: GroupRule[] = [];
  const pages = paginateDescribeSecurityGroupRules(
    { client: clients.ec2 },
    { Filters: [{ Name: "group-id", Values: [groupId] }] },
  );
  for await (const page of pages) {
    const inbound = (page.SecurityGroupRules ?? [])
      .filter(({ IsEgress }) => IsEgress !== true)
      .map(toGroupRule);
    rules.push(
      ...inbound.map((rule) => ({ ...rule, description: rule.description ?? descriptions.get(rule.words) })),
    );
  }
  return rules.sort((a, b) => byTraffic(a.words, b.words));
}

/** A rule as EC2 answers it, as ours. */
export function toGroupRule(rule: SecurityGroupRule): GroupRule {
  const permission = asPermission(rule);
  return {
    ruleId: rule.SecurityGroupRuleId ?? "",
    words: permissionInWords(permission),
    permission,
    description: rule.Description,
  };
}

/** Descriptions of a group's inbound rules by their words. */
function describedIn(group: SecurityGroup): Map<string, string> {
  const descriptions = new Map<string, string>();
  for (const { IpProtocol, FromPort, ToPort, ...sources } of group.IpPermissions ?? []) {
    const traffic = { IpProtocol, FromPort, ToPort };
    const singles: [IpPermission, string | undefined][] = [
      ...(sources.IpRanges ?? []).map((range): [IpPermission, string | undefined] => [
        { ...traffic, IpRanges: [range] },
        range.Description,
      ]),
      ...(sources.Ipv6Ranges ?? []).map((range): [IpPermission, string | undefined] => [
        { ...traffic, Ipv6Ranges: [range] },
        range.Description,
      ]),
      ...(sources.PrefixListIds ?? []).map((list): [IpPermission, string | undefined] => [
        { ...traffic, PrefixListIds: [list] },
        list.Description,
      ]),
      ...(sources.UserIdGroupPairs ?? []).map((pair): [IpPermission, string | undefined] => [
        { ...traffic, UserIdGroupPairs: [pair] },
        pair.Description,
      ]),
    ];
    for (const [permission, description] of singles) {
      if (description !== undefined) descriptions.set(permissionInWords(permission), description);
    }
  }
  return descriptions;
}

/** A rule as the permission that authorizes or revokes it. EC2 answers with ports -1 where a rule has none. */
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
