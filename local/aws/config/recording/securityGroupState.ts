import type { IpPermission, SecurityGroup, Tag } from "@aws-sdk/client-ec2";
import { arnPrefix } from "../../../support/regions";
import type { Item } from "./items";

/** The only resource type that is recorded here. */
export const recordedType = "AWS::EC2::SecurityGroup";

/** What AWS Config records of a group, but for capture time and status. */
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
    arn: `${arnPrefix(region)}:ec2:${region}:${accountId}:security-group/${resourceId}`,
    resourceType: recordedType,
    resourceId,
    resourceName: group.GroupName,
    availabilityZone: "Not Applicable",
    tags: Object.fromEntries((group.Tags ?? []).map((tag) => [tag.Key ?? "", tag.Value ?? ""])),
    // AWS also lists network interfaces and instances, which aren't recorded here.
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

/** Names as in EC2's response, but in camel case; what EC2 doesn't return is absent, as in version 1.3. */
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
    // The same sources once more: versions before 1.3 had only these, and AWS still writes them.
    ipRanges: ipv4.map((range) => range.CidrIp),
  };
}

function tagState(tag: Tag): object {
  return { key: tag.Key, value: tag.Value };
}
