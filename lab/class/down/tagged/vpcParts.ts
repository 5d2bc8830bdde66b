import type { Tag } from "@aws-sdk/client-ec2";
import { classTag } from "../../backend";
import { tagsOf, type FindTagged, type Sought, type Tagged } from "./taggedKind";

/** Not by DescribeTags, which lists tags of deleted resources for a while. */
function filtersFor({ classes }: Sought) {
  return [{ Name: `tag:${classTag}`, Values: [...classes] }];
}

function tagged<Resource extends { Tags?: Tag[] }>(
  resources: readonly Resource[] | undefined,
  idOf: (resource: Resource) => string | undefined,
  commandsFor: (id: string, resource: Resource) => string[],
): Tagged[] {
  return (resources ?? []).map((resource) => {
    const id = idOf(resource) ?? "?";
    return { id, tags: tagsOf(resource.Tags), commands: commandsFor(id, resource) };
  });
}

/** Parts of a VPC, in the order in which they can be deleted. */
export const vpcParts: Readonly<Record<string, FindTagged>> = {
  "security group": async ({ ec2 }, sought) => {
    const { SecurityGroups = [] } = await ec2.describeSecurityGroups({ Filters: filtersFor(sought) });
    return tagged(
      // The default group goes with its VPC.
      SecurityGroups.filter(({ GroupName }) => GroupName !== "default"),
      ({ GroupId }) => GroupId,
      (id) => [`aws ec2 delete-security-group --group-id ${id}`],
    );
  },
  "route table": async ({ ec2 }, sought) => {
    const { RouteTables } = await ec2.describeRouteTables({ Filters: filtersFor(sought) });
    return tagged(
      RouteTables,
      ({ RouteTableId }) => RouteTableId,
      (id, { Associations = [] }) => [
        ...Associations.filter(({ Main }) => Main !== true).map(
          ({ RouteTableAssociationId = "" }) =>
            `aws ec2 disassociate-route-table --association-id ${RouteTableAssociationId}`,
        ),
        `aws ec2 delete-route-table --route-table-id ${id}`,
      ],
    );
  },
  subnet: async ({ ec2 }, sought) =>
    tagged(
      (await ec2.describeSubnets({ Filters: filtersFor(sought) })).Subnets,
      ({ SubnetId }) => SubnetId,
      (id) => [`aws ec2 delete-subnet --subnet-id ${id}`],
    ),
  "internet gateway": async ({ ec2 }, sought) =>
    tagged(
      (await ec2.describeInternetGateways({ Filters: filtersFor(sought) })).InternetGateways,
      ({ InternetGatewayId }) => InternetGatewayId,
      (id, { Attachments = [] }) => [
        ...Attachments.map(
          ({ VpcId = "" }) => `aws ec2 detach-internet-gateway --internet-gateway-id ${id} --vpc-id ${VpcId}`,
        ),
        `aws ec2 delete-internet-gateway --internet-gateway-id ${id}`,
      ],
    ),
  VPC: async ({ ec2 }, sought) =>
    tagged(
      (await ec2.describeVpcs({ Filters: filtersFor(sought) })).Vpcs,
      ({ VpcId }) => VpcId,
      (id) => [`aws ec2 delete-vpc --vpc-id ${id}`],
    ),
};
