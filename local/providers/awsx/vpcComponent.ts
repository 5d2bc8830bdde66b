import type { Values } from "../plugin/propertyValues";
import {
  plain,
  reference,
  type Registered,
  type ResourceMonitor,
  type Traced,
} from "../plugin/resourceMonitor";
import { readVpcArgs, type VpcArgs } from "./vpcArgs";

type Monitor = Pick<ResourceMonitor, "registerResource">;

/**
 * Builds `awsx.ec2.Vpc`: a VPC with its internet gateway, and a public subnet with its route table, their association
 * and the route to the internet. Names, parents and tags are those of awsx 3.9.
 * @returns the component's outputs
 */
export async function buildVpc(
  name: string,
  component: string,
  inputs: Values,
  monitor: Monitor,
): Promise<Values> {
  const args = readVpcArgs(inputs);
  const region = plain(args.region);
  const tags = { Name: name, ...args.tags };

  const vpc = await monitor.registerResource({
    type: "aws:ec2/vpc:Vpc",
    name,
    parent: component,
    dependsOn: [],
    inputs: {
      region,
      cidrBlock: plain(args.cidrBlock),
      enableDnsHostnames: plain(args.enableDnsHostnames),
      enableDnsSupport: plain(args.enableDnsSupport),
      tags: plain(tags),
    },
  });
  const gateway = await monitor.registerResource({
    type: "aws:ec2/internetGateway:InternetGateway",
    name,
    parent: vpc.urn,
    dependsOn: [vpc.urn],
    inputs: { region, vpcId: vpc.id, tags: plain(tags) },
  });
  const subnet = await registerSubnet(`${name}-public-1`, args, tags, vpc, gateway, monitor);
  return outputsOf(vpc, gateway, subnet, args);
}

interface PublicSubnet {
  readonly subnet: Registered;
  readonly routeTable: Registered;
  readonly association: Registered;
  readonly route: Registered;
}

async function registerSubnet(
  name: string,
  { region: regionName, zone, subnet: spec }: VpcArgs,
  tags: Values,
  vpc: Registered,
  gateway: Registered,
  monitor: Monitor,
): Promise<PublicSubnet> {
  const region = plain(regionName);
  const ownTags = { Name: name, SubnetType: "Public" };
  const subnet = await monitor.registerResource({
    type: "aws:ec2/subnet:Subnet",
    name,
    parent: vpc.urn,
    dependsOn: [vpc.urn],
    inputs: {
      region,
      vpcId: vpc.id,
      availabilityZone: plain(zone),
      mapPublicIpOnLaunch: plain(true),
      cidrBlock: plain(spec.cidrBlock),
      assignIpv6AddressOnCreation: plain(false),
      tags: plain({ ...tags, ...spec.tags, ...ownTags }),
    },
  });
  const routeTable = await monitor.registerResource({
    type: "aws:ec2/routeTable:RouteTable",
    name,
    parent: subnet.urn,
    dependsOn: [subnet.urn],
    inputs: { region, vpcId: vpc.id, tags: plain({ ...tags, ...ownTags }) },
  });
  const ofTable = (type: string, inputs: Record<string, Traced>) =>
    monitor.registerResource({
      type,
      name,
      parent: routeTable.urn,
      dependsOn: [routeTable.urn],
      inputs: { region, routeTableId: routeTable.id, ...inputs },
    });
  const [association, route] = await Promise.all([
    ofTable("aws:ec2/routeTableAssociation:RouteTableAssociation", { subnetId: subnet.id }),
    ofTable("aws:ec2/route:Route", { gatewayId: gateway.id, destinationCidrBlock: plain("0.0.0.0/0") }),
  ]);
  return { subnet, routeTable, association, route };
}

/** All outputs of awsx's component. */
function outputsOf(vpc: Registered, gateway: Registered, made: PublicSubnet, args: VpcArgs): Values {
  const subnets = [reference(made.subnet)];
  return {
    eips: [],
    internetGateway: reference(gateway),
    isolatedSubnetIds: [],
    isolatedSubnets: [],
    natGateways: [],
    privateSubnetIds: [],
    privateSubnets: [],
    publicSubnetIds: [made.subnet.id.value],
    publicSubnets: subnets,
    routeTableAssociations: [reference(made.association)],
    routeTables: [reference(made.routeTable)],
    routes: [reference(made.route)],
    subnetLayout: [{ cidrBlocks: [args.subnet.cidrBlock], type: "Public" }],
    subnets,
    vpc: reference(vpc),
    vpcEndpoints: [],
    vpcId: vpc.id.value,
  };
}
