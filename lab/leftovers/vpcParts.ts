import type { EC2 } from "@aws-sdk/client-ec2";
import { nameIn, type Leftover } from "./leftover";

/** A VPC, and the ids of what the stack has in it. */
export interface LabVpc {
  readonly vpcId: string;
  readonly own: ReadonlySet<string>;
}

type Find = (ec2: EC2, vpc: LabVpc) => Promise<Leftover[]>;

const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });
const aws = (command: string): string => `aws ec2 ${command}`;

/** Only the first page of each is read: it holds more than a lab's VPC ever has. */
const instances: Find = async (ec2, { vpcId }) => {
  const { Reservations = [] } = await ec2.describeInstances(filter("vpc-id", vpcId));
  return Reservations.flatMap(({ Instances = [] }) => Instances)
    .filter(({ State }) => State?.Name !== "terminated")
    .map(({ InstanceId: id = "", Tags }) => ({
      kind: "instance",
      id,
      name: nameIn(Tags),
      commands: [
        aws(`terminate-instances --instance-ids ${id}`),
        aws(`wait instance-terminated --instance-ids ${id}`),
      ],
    }));
};

const natGateways: Find = async (ec2, { vpcId }) => {
  const { NatGateways = [] } = await ec2.describeNatGateways({
    Filter: [{ Name: "vpc-id", Values: [vpcId] }],
  });
  return NatGateways.filter(({ State }) => State !== "deleted").map(({ NatGatewayId: id = "", Tags }) => ({
    kind: "NAT gateway",
    id,
    name: nameIn(Tags),
    commands: [
      aws(`delete-nat-gateway --nat-gateway-id ${id}`),
      aws(`wait nat-gateway-deleted --nat-gateway-ids ${id}`),
    ],
  }));
};

const endpoints: Find = async (ec2, { vpcId }) => {
  const { VpcEndpoints = [] } = await ec2.describeVpcEndpoints(filter("vpc-id", vpcId));
  return VpcEndpoints.filter(({ State }) => State?.toLowerCase() !== "deleted").map(
    ({ VpcEndpointId: id = "", ServiceName }) => ({
      kind: "VPC endpoint",
      id,
      name: ServiceName,
      commands: [aws(`delete-vpc-endpoints --vpc-endpoint-ids ${id}`)],
    }),
  );
};

/** Those of instances, gateways and endpoints go with them; they are listed where their owner is. */
const networkInterfaces: Find = async (ec2, { vpcId }) => {
  const { NetworkInterfaces = [] } = await ec2.describeNetworkInterfaces(filter("vpc-id", vpcId));
  return NetworkInterfaces.filter(
    ({ Attachment, InterfaceType = "interface" }) =>
      Attachment?.InstanceId === undefined && InterfaceType === "interface",
  ).map(({ NetworkInterfaceId: id = "", Description, Attachment }) => ({
    kind: "network interface",
    id,
    name: Description,
    commands: [
      ...(Attachment?.AttachmentId === undefined
        ? []
        : [aws(`detach-network-interface --attachment-id ${Attachment.AttachmentId}`)]),
      aws(`delete-network-interface --network-interface-id ${id}`),
    ],
  }));
};

const subnets: Find = async (ec2, { vpcId, own }) => {
  const { Subnets = [] } = await ec2.describeSubnets(filter("vpc-id", vpcId));
  return Subnets.filter(({ SubnetId = "" }) => !own.has(SubnetId)).map(({ SubnetId: id = "", Tags }) => ({
    kind: "subnet",
    id,
    name: nameIn(Tags),
    commands: [aws(`delete-subnet --subnet-id ${id}`)],
  }));
};

const routeTables: Find = async (ec2, { vpcId, own }) => {
  const { RouteTables = [] } = await ec2.describeRouteTables(filter("vpc-id", vpcId));
  // The main table goes with the VPC.
  return RouteTables.filter(
    ({ RouteTableId = "", Associations = [] }) =>
      !own.has(RouteTableId) && !Associations.some(({ Main }) => Main),
  ).map(({ RouteTableId: id = "", Associations = [], Tags }) => ({
    kind: "route table",
    id,
    name: nameIn(Tags),
    commands: [
      ...Associations.map(({ RouteTableAssociationId = "" }) =>
        aws(`disassociate-route-table --association-id ${RouteTableAssociationId}`),
      ),
      aws(`delete-route-table --route-table-id ${id}`),
    ],
  }));
};

const internetGateways: Find = async (ec2, { vpcId, own }) => {
  const { InternetGateways = [] } = await ec2.describeInternetGateways(filter("attachment.vpc-id", vpcId));
  return InternetGateways.filter(({ InternetGatewayId = "" }) => !own.has(InternetGatewayId)).map(
    ({ InternetGatewayId: id = "", Tags }) => ({
      kind: "internet gateway",
      id,
      name: nameIn(Tags),
      commands: [
        aws(`detach-internet-gateway --internet-gateway-id ${id} --vpc-id ${vpcId}`),
        aws(`delete-internet-gateway --internet-gateway-id ${id}`),
      ],
    }),
  );
};

const groups: Find = async (ec2, { vpcId, own }) => {
  const { SecurityGroups = [] } = await ec2.describeSecurityGroups(filter("vpc-id", vpcId));
  // The default group goes with the VPC.
  return SecurityGroups.filter(
    ({ GroupId = "", GroupName }) => !own.has(GroupId) && GroupName !== "default",
  ).map(({ GroupId: id = "", GroupName }) => ({
    kind: "security group",
    id,
    name: GroupName,
    commands: [aws(`delete-security-group --group-id ${id}`)],
  }));
};

/** Rules of any group of the region that name a group of the VPC; a rule that names its own group is no obstacle. */
const rules: Find = async (ec2, { vpcId }) => {
  const { SecurityGroups = [] } = await ec2.describeSecurityGroups(filter("vpc-id", vpcId));
  const named = new Set(SecurityGroups.map(({ GroupId = "" }) => GroupId));
  const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({});
  return SecurityGroupRules.filter(({ GroupId, ReferencedGroupInfo }) => {
    const other = ReferencedGroupInfo?.GroupId;
    return other !== undefined && other !== GroupId && named.has(other);
  }).map(({ SecurityGroupRuleId: id = "", GroupId = "", IsEgress, ReferencedGroupInfo }) => ({
    kind: "rule",
    id,
    name: `of ${GroupId}, names ${ReferencedGroupInfo?.GroupId ?? ""}`,
    commands: [
      aws(
        `revoke-security-group-${IsEgress ? "egress" : "ingress"} --group-id ${GroupId} --security-group-rule-ids ${id}`,
      ),
    ],
  }));
};

const networkAcls: Find = async (ec2, { vpcId }) => {
  const { NetworkAcls = [] } = await ec2.describeNetworkAcls(filter("vpc-id", vpcId));
  return NetworkAcls.filter(({ IsDefault }) => !IsDefault).map(({ NetworkAclId: id = "", Tags }) => ({
    kind: "network ACL",
    id,
    name: nameIn(Tags),
    commands: [aws(`delete-network-acl --network-acl-id ${id}`)],
  }));
};

const peerings: Find = async (ec2, { vpcId }) => {
  const sides = ["requester-vpc-info.vpc-id", "accepter-vpc-info.vpc-id"];
  const found = await Promise.all(
    sides.map(
      async (side) => (await ec2.describeVpcPeeringConnections(filter(side, vpcId))).VpcPeeringConnections,
    ),
  );
  const ended = ["deleted", "rejected", "failed", "expired"];
  return found
    .flatMap((connections = []) => connections)
    .filter(({ Status }) => !ended.includes(Status?.Code ?? ""))
    .map(({ VpcPeeringConnectionId: id = "", Tags }) => ({
      kind: "VPC peering connection",
      id,
      name: nameIn(Tags),
      commands: [aws(`delete-vpc-peering-connection --vpc-peering-connection-id ${id}`)],
    }));
};

/** In the order in which they can be removed: what lies in a subnet before it, rules before the groups that they name. */
const order: readonly Find[] = [
  instances,
  natGateways,
  endpoints,
  networkInterfaces,
  peerings,
  rules,
  groups,
  subnets,
  routeTables,
  internetGateways,
  networkAcls,
];

/** What is in the VPC that isn't the stack's, in the order in which it can be removed. */
export async function foreignParts(ec2: EC2, vpc: LabVpc): Promise<Leftover[]> {
  return (await Promise.all(order.map((find) => find(ec2, vpc)))).flat();
}
