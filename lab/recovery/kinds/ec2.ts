import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { text, type ResourceKind } from "./kind";

type Kinds = Readonly<Record<string, ResourceKind>>;

const filter = (Name: string, value: string) => ({ Filters: [{ Name, Values: [value] }] });

async function routeTables({ ec2 }: AwsClients) {
  return (await ec2.describeRouteTables(filter("tag:Name", "LabPublicRouteTable"))).RouteTables ?? [];
}

/** Deletes the associations of a table other than the main one, which isn't deleted. */
async function disassociate(routeTableId: string, { ec2 }: AwsClients): Promise<void> {
  const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [routeTableId] });
  for (const { RouteTableAssociationId, Main } of RouteTables?.[0]?.Associations ?? [])
    if (!Main) await ec2.disassociateRouteTable({ AssociationId: RouteTableAssociationId });
}

async function removeGateway(id: string, vpcId: string, { ec2 }: AwsClients): Promise<void> {
  await ec2.detachInternetGateway({ InternetGatewayId: id, VpcId: vpcId });
  await ec2.deleteInternetGateway({ InternetGatewayId: id });
}

/** What the console's "Delete VPC" deletes with it. */
async function removeVpc(VpcId: string, clients: AwsClients): Promise<void> {
  const { ec2 } = clients;
  const inVpc = filter("vpc-id", VpcId);
  for (const { GroupId, GroupName } of (await ec2.describeSecurityGroups(inVpc)).SecurityGroups ?? [])
    if (GroupName !== "default") await ec2.deleteSecurityGroup({ GroupId });
  for (const { SubnetId } of (await ec2.describeSubnets(inVpc)).Subnets ?? [])
    await ec2.deleteSubnet({ SubnetId });
  for (const { RouteTableId = "", Associations } of (await ec2.describeRouteTables(inVpc)).RouteTables ??
    []) {
    if (Associations?.some(({ Main }) => Main)) continue;
    await disassociate(RouteTableId, clients);
    await ec2.deleteRouteTable({ RouteTableId });
  }
  const gateways = await ec2.describeInternetGateways(filter("attachment.vpc-id", VpcId));
  for (const { InternetGatewayId = "" } of gateways.InternetGateways ?? [])
    await removeGateway(InternetGatewayId, VpcId, clients);
  await ec2.deleteVpc({ VpcId });
}

export const ec2Kinds: Kinds = {
  "aws:ec2/vpc:Vpc": {
    note: "with everything in it, as the console deletes a VPC",
    count: async (_, { ec2 }) => (await ec2.describeVpcs(filter("tag:Name", "Lab VPC"))).Vpcs?.length ?? 0,
    remove: ({ id }, clients) => removeVpc(id, clients),
  },
  "aws:ec2/internetGateway:InternetGateway": {
    note: "detached first",
    count: async (resource, { ec2 }) => {
      const { InternetGateways = [] } = await ec2.describeInternetGateways(filter("tag:Name", "Lab VPC"));
      return InternetGateways.filter(({ Attachments }) =>
        Attachments?.some(({ VpcId }) => VpcId === text(resource, "vpcId")),
      ).length;
    },
    remove: async (resource, clients) => removeGateway(resource.id, text(resource, "vpcId"), clients),
  },
  "aws:ec2/subnet:Subnet": {
    note: "its association goes with it",
    count: async (_, { ec2 }) =>
      (await ec2.describeSubnets(filter("tag:Name", "LabPublicSubnet"))).Subnets?.length ?? 0,
    remove: async ({ id }, { ec2 }) => {
      await ec2.deleteSubnet({ SubnetId: id });
    },
  },
  "aws:ec2/routeTable:RouteTable": {
    note: "disassociated first; its route goes with it",
    count: async (_, clients) => (await routeTables(clients)).length,
    remove: async ({ id }, clients) => {
      await disassociate(id, clients);
      await clients.ec2.deleteRouteTable({ RouteTableId: id });
    },
  },
  "aws:ec2/route:Route": {
    count: async (_, clients) =>
      (await routeTables(clients))
        .flatMap(({ Routes = [] }) => Routes)
        .filter((route) => route.DestinationCidrBlock === "0.0.0.0/0" && route.State === "active").length,
    remove: async (resource, { ec2 }) => {
      await ec2.deleteRoute({
        RouteTableId: text(resource, "routeTableId"),
        DestinationCidrBlock: text(resource, "destinationCidrBlock"),
      });
    },
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    count: async (resource, clients) =>
      (await routeTables(clients))
        .flatMap(({ Associations = [] }) => Associations)
        .filter(({ SubnetId }) => SubnetId === text(resource, "subnetId")).length,
    remove: (resource, clients) => disassociate(text(resource, "routeTableId"), clients),
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    count: async (_, { ec2 }) =>
      (await ec2.describeSecurityGroups(filter("group-name", "LabSG1"))).SecurityGroups?.length ?? 0,
    remove: async ({ id }, { ec2 }) => {
      await ec2.deleteSecurityGroup({ GroupId: id });
    },
  },
};
