import type { Route as AwsRoute } from "@aws-sdk/client-ec2";
import type { Route, RouteArgs } from "@pulumi/aws/ec2/route";
import { output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { crc32 } from "../crc32";

type Destination = Pick<
  RouteArgs,
  "destinationCidrBlock" | "destinationIpv6CidrBlock" | "destinationPrefixListId"
>;

const destinations = [
  "destinationCidrBlock",
  "destinationIpv6CidrBlock",
  "destinationPrefixListId",
] as const satisfies (keyof Destination)[];

const targets = [
  "egressOnlyGatewayId",
  "gatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
] as const satisfies (keyof RouteArgs)[];

export default resourceType<RouteArgs, Route>({
  token: "aws:ec2/route:Route",
  properties: {
    destinationCidrBlock: text({ replaces: true }),
    destinationIpv6CidrBlock: text({ replaces: true }),
    destinationPrefixListId: text({ replaces: true }),
    egressOnlyGatewayId: text(),
    gatewayId: text(),
    natGatewayId: text(),
    networkInterfaceId: text({ computed: true }),
    region: text({ computed: true, replaces: true }),
    routeTableId: text({ required: true, replaces: true }),
    transitGatewayId: text(),
    vpcEndpointId: text(),
    vpcPeeringConnectionId: text(),
    instanceId: output(),
    instanceOwnerId: output(),
    origin: output(),
    state: output(),
  },
  gone: ["InvalidRoute.NotFound", "InvalidRouteTableID.NotFound"],

  faults: (inputs) => {
    const given = targets.filter((target) => inputs[target] !== undefined);
    return given.length > 1
      ? [{ property: given[1] ?? "", reason: `a route has one target, came ${given.join(" and ")}` }]
      : [];
  },

  async create(inputs, aws) {
    await (await aws.ec2()).createRoute({ ...identity(inputs), ...target(inputs) });
    return routeId(inputs.routeTableId, destinationOf(inputs));
  },

  async read(id, aws, known) {
    // An import names it TABLE_DESTINATION.
    const [importedTable = "", importedDestination] = id.split("_");
    const RouteTableId = known.routeTableId ?? importedTable;
    const destination = known.routeTableId === undefined ? importedDestination : destinationOf(known);
    const { RouteTables } = await (await aws.ec2()).describeRouteTables({ RouteTableIds: [RouteTableId] });
    const route = RouteTables?.[0]?.Routes?.find((candidate) =>
      [
        candidate.DestinationCidrBlock,
        candidate.DestinationIpv6CidrBlock,
        candidate.DestinationPrefixListId,
      ].includes(destination),
    );
    return route && { routeTableId: RouteTableId, ...described(route) };
  },

  async update(_, { news }, aws) {
    await (await aws.ec2()).replaceRoute({ ...identity(news), ...target(news) });
  },

  async delete(_, state, aws) {
    await (await aws.ec2()).deleteRoute(identity(state));
  },
});

function described(route: AwsRoute) {
  return {
    destinationCidrBlock: route.DestinationCidrBlock,
    destinationIpv6CidrBlock: route.DestinationIpv6CidrBlock,
    destinationPrefixListId: route.DestinationPrefixListId,
    egressOnlyGatewayId: route.EgressOnlyInternetGatewayId,
    // EC2 tells the id of a VPC endpoint as a gateway's.
    gatewayId: route.GatewayId?.startsWith("vpce-") ? undefined : route.GatewayId,
    vpcEndpointId: route.GatewayId?.startsWith("vpce-") ? route.GatewayId : undefined,
    natGatewayId: route.NatGatewayId,
    networkInterfaceId: route.NetworkInterfaceId ?? "",
    transitGatewayId: route.TransitGatewayId,
    vpcPeeringConnectionId: route.VpcPeeringConnectionId,
    instanceId: route.InstanceId ?? "",
    instanceOwnerId: route.InstanceOwnerId ?? "",
    origin: route.Origin,
    state: route.State,
  };
}

type RouteValues = { readonly [Key in keyof RouteArgs]?: unknown };

function destinationOf(route: RouteValues): string | undefined {
  const name = destinations.find((candidate) => route[candidate] !== undefined);
  return name === undefined ? undefined : String(route[name]);
}

function identity(route: RouteValues) {
  return {
    RouteTableId: route.routeTableId as string,
    DestinationCidrBlock: route.destinationCidrBlock as string | undefined,
    DestinationIpv6CidrBlock: route.destinationIpv6CidrBlock as string | undefined,
    DestinationPrefixListId: route.destinationPrefixListId as string | undefined,
  };
}

function target(route: RouteValues) {
  return {
    EgressOnlyInternetGatewayId: route.egressOnlyGatewayId as string | undefined,
    GatewayId: route.gatewayId as string | undefined,
    NatGatewayId: route.natGatewayId as string | undefined,
    NetworkInterfaceId: route.networkInterfaceId as string | undefined,
    TransitGatewayId: route.transitGatewayId as string | undefined,
    VpcEndpointId: route.vpcEndpointId as string | undefined,
    VpcPeeringConnectionId: route.vpcPeeringConnectionId as string | undefined,
  };
}

/** The id that the released provider gives a route, which has none in EC2. */
function routeId(table: string, destination: string | undefined): string {
  return `r-${table}${crc32(destination ?? "")}`;
}
