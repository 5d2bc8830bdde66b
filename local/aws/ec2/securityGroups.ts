import type { SecurityGroup, SecurityGroupRule, Tag } from "@aws-sdk/client-ec2";
import type { SecurityGroupFacts, SecurityGroups } from "../iam";
import type { MotoClient } from "../moto/client";
import { AwsError } from "../service";
import { canonicalProtocol } from "./canonical";
import type { Permission, Source } from "./permission";

/** How a request names a group: by id or, in a default VPC, by name. */
export interface GroupReference {
  readonly groupId?: string;
  readonly groupName?: string;
}

/** A rule that a group has. */
export interface ExistingRule {
  readonly id: string;
  readonly permission: Permission;
  readonly tags: Readonly<Record<string, string>>;
}

/** Security groups as moto keeps them. */
export class MotoSecurityGroups implements SecurityGroups {
  constructor(private readonly moto: MotoClient) {}

  async find(region: string, reference: GroupReference): Promise<SecurityGroupFacts | undefined> {
    const group = await this.describe(region, reference);
    if (!group) return undefined;
    return { groupId: group.GroupId!, vpcId: group.VpcId!, tags: tagsOf(group) };
  }

  /** @throws AwsError InvalidGroup.NotFound */
  async get(region: string, reference: GroupReference): Promise<SecurityGroup> {
    const group = await this.describe(region, reference);
    if (group) return group;
    const named = reference.groupId ?? reference.groupName ?? "";
    throw new AwsError("InvalidGroup.NotFound", `The security group '${named}' does not exist`);
  }

  async describe(
    region: string,
    { groupId, groupName = "" }: GroupReference,
  ): Promise<SecurityGroup | undefined> {
    if (groupId) return this.describeById(region, groupId);
    const found = await this.describeWhere(region, { Name: "group-name", Values: [groupName] });
    const defaults = await this.defaultVpcs(region);
    return found.find((group) => defaults.includes(group.VpcId!));
  }

  /** By a filter moto compares the id, as a pattern, with each group that there is. */
  private async describeById(region: string, groupId: string): Promise<SecurityGroup | undefined> {
    try {
      const { SecurityGroups } = await this.moto
        .in(region)
        .ec2.describeSecurityGroups({ GroupIds: [groupId] });
      return SecurityGroups?.[0];
    } catch (error) {
      if ((error as Error).name === "InvalidGroup.NotFound") return undefined;
      throw error;
    }
  }

  async describeWhere(region: string, filter: { Name: string; Values: string[] }): Promise<SecurityGroup[]> {
    const { SecurityGroups } = await this.moto.in(region).ec2.describeSecurityGroups({ Filters: [filter] });
    return SecurityGroups ?? [];
  }

  /** A group's rules, inbound or outbound, one per source. */
  async rules(region: string, groupId: string, egress: boolean): Promise<ExistingRule[]> {
    const filter = { Name: "group-id", Values: [groupId] };
    const { SecurityGroupRules } = await this.moto
      .in(region)
      .ec2.describeSecurityGroupRules({ Filters: [filter] });
    return (SecurityGroupRules ?? [])
      .filter((rule) => rule.IsEgress === egress)
      .map((rule) => ({
        id: rule.SecurityGroupRuleId!,
        permission: permissionOf(rule),
        tags: tagsOf(rule),
      }));
  }

  async isVpc(region: string, vpcId: string): Promise<boolean> {
    const filter = { Name: "vpc-id", Values: [vpcId] };
    const { Vpcs } = await this.moto.in(region).ec2.describeVpcs({ Filters: [filter] });
    return (Vpcs ?? []).length > 0;
  }

  async defaultVpcs(region: string): Promise<string[]> {
    const filter = { Name: "is-default", Values: ["true"] };
    const { Vpcs } = await this.moto.in(region).ec2.describeVpcs({ Filters: [filter] });
    return (Vpcs ?? []).map((vpc) => vpc.VpcId!);
  }

  /**
   * As how many rules a prefix list counts that is a rule's source: its most entries, whichever it has; one of AWS's own
   * by its weight, which is one for S3 and DynamoDB.
   * https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
   *
   * @throws AwsError InvalidPrefixListID.NotFound
   */
  async prefixListSize(region: string, id: string): Promise<number> {
    const filter = { Name: "prefix-list-id", Values: [id] };
    const { PrefixLists } = await this.moto.in(region).ec2.describeManagedPrefixLists({ Filters: [filter] });
    const found = (PrefixLists ?? []).find((list) => list.PrefixListId === id);
    if (found) return found.MaxEntries ?? 1;
    throw new AwsError("InvalidPrefixListID.NotFound", `The prefix list ID '${id}' does not exist`);
  }

  /** Whether two VPCs have an active peering connection: their groups may then name each other. */
  async arePeers(region: string, one: string, other: string): Promise<boolean> {
    const { VpcPeeringConnections } = await this.moto.in(region).ec2.describeVpcPeeringConnections({});
    return (VpcPeeringConnections ?? []).some(
      ({ RequesterVpcInfo, AccepterVpcInfo, Status }) =>
        Status?.Code === "active" &&
        [one, other].every((vpcId) => [RequesterVpcInfo?.VpcId, AccepterVpcInfo?.VpcId].includes(vpcId)),
    );
  }

  /** Permits traffic between a group's members, as AWS does in a VPC's default group; moto's permits none. */
  async allowMembers(region: string, groupId: string): Promise<void> {
    const IpPermissions = [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: groupId }] }];
    await this.moto.in(region).ec2.authorizeSecurityGroupIngress({ GroupId: groupId, IpPermissions });
  }
}

export function ruleIdNotFound(id: string): AwsError {
  return new AwsError(
    "InvalidSecurityGroupRuleId.NotFound",
    `The security group rule ID '${id}' does not exist`,
  );
}

function tagsOf({ Tags }: { readonly Tags?: Tag[] }): Record<string, string> {
  return Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key!, Value ?? ""]));
}

function permissionOf(rule: SecurityGroupRule): Permission {
  const protocol = canonicalProtocol(rule.IpProtocol!)!;
  const hasPorts = ["tcp", "udp", "icmp", "icmpv6"].includes(protocol);
  return {
    protocol,
    ports: hasPorts ? { from: rule.FromPort!, to: rule.ToPort! } : undefined,
    source: sourceOf(rule),
    description: rule.Description,
  };
}

function sourceOf({ CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo }: SecurityGroupRule): Source {
  if (CidrIpv4 !== undefined) return { kind: "ipv4", cidr: CidrIpv4 };
  if (CidrIpv6 !== undefined) return { kind: "ipv6", cidr: CidrIpv6 };
  if (PrefixListId !== undefined) return { kind: "prefixList", id: PrefixListId };
  return { kind: "group", id: ReferencedGroupInfo!.GroupId!, userId: ReferencedGroupInfo!.UserId! };
}
