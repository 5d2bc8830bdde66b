import type { IpPermission, SecurityGroup, Tag } from "@aws-sdk/client-ec2";
import type { Account } from "../account";
import type { Item } from "./items";

/** Describes security groups of a region: those with the ids, as far as they exist, or all. */
export type DescribeSecurityGroups = (
  region: string,
  groupIds: readonly string[] | "all",
) => Promise<SecurityGroup[]>;

/** EC2 takes at most 200 values in one filter. */
const filterLimit = 200;

/** Describes groups as moto keeps them, as the account's administrator. */
export function describeThrough({ moto }: Pick<Account, "moto">): DescribeSecurityGroups {
  return async (region, groupIds) => {
    const { paginateDescribeSecurityGroups } = await import("@aws-sdk/client-ec2");
    const client = moto.in(region).ec2;
    const found: SecurityGroup[] = [];
    for (const ids of groupIds === "all" ? [undefined] : chunks(groupIds, filterLimit)) {
      // A filter, unlike GroupIds, isn't an error where a group is gone, and being gone is what we ask about.
      const Filters = ids && [{ Name: "group-id", Values: ids }];
      for await (const page of paginateDescribeSecurityGroups({ client }, { Filters })) {
        found.push(...(page.SecurityGroups ?? []));
      }
    }
    return found;
  };
}

/** What AWS Config records of a group; capture time and status come from the recorder. */
export function securityGroupState(
  group: SecurityGroup,
  accountId: string,
  region: string,
): Omit<Item, "captureTime" | "status"> {
  const resourceId = group.GroupId ?? "";
  const vpc = group.VpcId;
  return {
    accountId,
    region,
    arn: `arn:aws:ec2:${region}:${accountId}:security-group/${resourceId}`,
    resourceType: "AWS::EC2::SecurityGroup",
    resourceId,
    resourceName: group.GroupName,
    availabilityZone: "Not Applicable",
    tags: Object.fromEntries((group.Tags ?? []).map((tag) => [tag.Key ?? "", tag.Value ?? ""])),
    // AWS also names network interfaces and instances; those aren't recorded here.
    relationships: vpc
      ? [{ resourceType: "AWS::EC2::VPC", resourceId: vpc, name: "Is contained in Vpc" }]
      : [],
    configuration: {
      description: group.Description,
      groupName: group.GroupName,
      ipPermissions: (group.IpPermissions ?? []).map(permissionState),
      ownerId: group.OwnerId,
      groupId: group.GroupId,
      ipPermissionsEgress: (group.IpPermissionsEgress ?? []).map(permissionState),
      tags: (group.Tags ?? []).map(tagState),
      vpcId: group.VpcId,
    },
  };
}

/** Names as in EC2's answer, but in camel case; what EC2 doesn't give is absent, as in layout 1.3. */
function permissionState(permission: IpPermission): object {
  const ipv4 = permission.IpRanges ?? [];
  return {
    fromPort: permission.FromPort,
    ipProtocol: permission.IpProtocol,
    ipv6Ranges: (permission.Ipv6Ranges ?? []).map((range) => ({
      cidrIpv6: range.CidrIpv6,
      description: range.Description,
    })),
    prefixListIds: (permission.PrefixListIds ?? []).map((prefixList) => ({
      description: prefixList.Description,
      prefixListId: prefixList.PrefixListId,
    })),
    toPort: permission.ToPort,
    userIdGroupPairs: (permission.UserIdGroupPairs ?? []).map((pair) => ({
      description: pair.Description,
      groupId: pair.GroupId,
      groupName: pair.GroupName,
      peeringStatus: pair.PeeringStatus,
      userId: pair.UserId,
      vpcId: pair.VpcId,
      vpcPeeringConnectionId: pair.VpcPeeringConnectionId,
    })),
    ipv4Ranges: ipv4.map((range) => ({ cidrIp: range.CidrIp, description: range.Description })),
    // The same sources once more: layouts before 1.3 had nothing else, and AWS still writes them.
    ipRanges: ipv4.map((range) => range.CidrIp),
  };
}

function tagState(tag: Tag): object {
  return { key: tag.Key, value: tag.Value };
}

function chunks<Member>(members: readonly Member[], size: number): Member[][] {
  const count = Math.ceil(members.length / size);
  return Array.from({ length: count }, (_, index) => members.slice(index * size, (index + 1) * size));
}
