import { plain, type Monitor as FullMonitor, type Registered, type Traced } from "../plugin/resourceMonitor";
import type { Values } from "../plugin/propertyValues";
import { layOut, type PlannedSubnet, type SubnetLayout } from "./subnetLayout";
import { refuseSameSuffixes } from "./subnetNames";
import { outputsOf, type MadeSubnet } from "./vpcOutputs";
import { readVpcArgs, type VpcArgs } from "./vpcArgs";

type Monitor = Pick<FullMonitor, "registerResource" | "invoke">;

/**
 * Builds `awsx.ec2.Vpc`: a VPC and its internet gateway, and for each subnet a route table, its association and,
 * when the subnet is public, the route to the internet. Names, parents and tags are those of awsx 3.9.
 * @returns the component's outputs
 */
export async function buildVpc(
  name: string,
  component: string,
  inputs: Values,
  monitor: Monitor,
): Promise<Values> {
  const args = readVpcArgs(inputs);
  const zones = await zonesOf(args, monitor);
  if (args.natGateways.strategy === "None" && args.natGateways.elasticIpAllocationIds.length > 0) {
    throw new Error("Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is 'None'.");
  }
  if (args.subnetNameTagStrategy === "AvailabilityZone") refuseSameSuffixes(zones);
  refuseStrategy(args.subnetStrategy);
  const layout = layOut(name, zones, args);
  refuseNatGateways(args.natGateways.strategy, layout);

  const tags = { Name: name, ...args.tags };
  const vpc = await registerVpc(name, component, args, tags, monitor);
  const gateway = await monitor.registerResource({
    type: "aws:ec2/internetGateway:InternetGateway",
    name,
    parent: vpc.urn,
    dependsOn: [vpc.urn],
    inputs: { region: plain(args.region), vpcId: vpc.id, tags: plain(tags) },
  });
  const context = { args, tags, vpc, gateway, monitor };
  const made = await Promise.all(inOrder(layout.subnets, zones).map((plan) => registerSubnet(plan, context)));
  return outputsOf(vpc, gateway, made, layout);
}

async function zonesOf(args: VpcArgs, monitor: Monitor): Promise<readonly string[]> {
  if (args.availabilityZoneNames && args.numberOfAvailabilityZones) {
    throw new Error("Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified");
  }
  if (args.availabilityZoneNames) return args.availabilityZoneNames;
  const count = args.numberOfAvailabilityZones ?? 3;
  const found = await monitor.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", {
    region: args.region,
  });
  const names = Array.isArray(found.names) ? found.names.map(String) : [];
  if (names.length < count) {
    throw new Error(
      `The configured region for this provider does not have at least ${count} Availability Zones. Either specify ` +
        `an explicit list of zones in availabilityZoneNames or choose a region with at least ${count} AZs.`,
    );
  }
  return names.slice(0, count);
}

function refuseStrategy(strategy: string): void {
  if (strategy === "Auto" || strategy === "Exact") return;
  throw new Error(
    `subnetStrategy "${strategy}" is not among those this stand-in realises: "Auto" and "Exact". ` +
      'Without one awsx takes "Legacy", which ignores cidrBlocks; give subnetStrategy: "Auto"',
  );
}

function refuseNatGateways(strategy: string, { specs }: SubnetLayout): void {
  if (strategy === "None") return;
  const types = new Set(specs.map((spec) => spec.type));
  if (!types.has("Public") || !(types.has("Private") || types.has("Isolated"))) {
    throw new Error(
      "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway " +
        "resource, along with private or isolated subnets to route through it.",
    );
  }
  throw new Error(
    `NAT gateways (strategy "${strategy}") are not realised by this stand-in; give natGateways: { strategy: "None" }`,
  );
}

function registerVpc(name: string, parent: string, args: VpcArgs, tags: Values, monitor: Monitor) {
  return monitor.registerResource({
    type: "aws:ec2/vpc:Vpc",
    name,
    parent,
    dependsOn: [],
    inputs: {
      cidrBlock: plain(args.cidrBlock),
      enableDnsHostnames: plain(args.enableDnsHostnames),
      enableDnsSupport: plain(args.enableDnsSupport),
      enableNetworkAddressUsageMetrics: plain(args.enableNetworkAddressUsageMetrics),
      instanceTenancy: plain(args.instanceTenancy),
      region: plain(args.region),
      tags: plain(tags),
    },
  });
}

interface Context {
  readonly args: VpcArgs;
  readonly tags: Values;
  readonly vpc: Registered;
  readonly gateway: Registered;
  readonly monitor: Monitor;
}

async function registerSubnet(plan: PlannedSubnet, context: Context): Promise<MadeSubnet> {
  const { args, tags, vpc, gateway, monitor } = context;
  const name = plan.resourceName;
  const region = plain(args.region);
  const ownTags = { Name: plan.nameTag, SubnetType: plan.type };
  const subnet = await monitor.registerResource({
    type: "aws:ec2/subnet:Subnet",
    name,
    parent: vpc.urn,
    dependsOn: [vpc.urn],
    inputs: {
      region,
      vpcId: vpc.id,
      availabilityZone: plain(plan.zone),
      mapPublicIpOnLaunch: plain(plan.type === "Public"),
      cidrBlock: plain(plan.cidrBlock),
      assignIpv6AddressOnCreation: plain(false),
      tags: plain({ ...tags, ...plan.tags, ...ownTags }),
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
    plan.type === "Public"
      ? ofTable("aws:ec2/route:Route", {
          gatewayId: gateway.id,
          destinationCidrBlock: plain("0.0.0.0/0"),
        })
      : undefined,
  ]);
  return { plan, subnet, routeTable, association, route };
}

/** Zone by zone: public subnets first, isolated last. What is unused isn't made. */
function inOrder(subnets: readonly PlannedSubnet[], zones: readonly string[]): PlannedSubnet[] {
  const types = ["Public", "Private", "Isolated"];
  return zones.flatMap((zone) =>
    subnets
      .filter((subnet) => subnet.zone === zone && types.includes(subnet.type))
      .sort((one, other) => types.indexOf(one.type) - types.indexOf(other.type)),
  );
}
