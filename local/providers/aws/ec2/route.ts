import { crc32 } from "node:zlib";
import type { Route, RouteArgs } from "@pulumi/aws/ec2/route";
import { output, text } from "../../properties/property";
import { partsOf, resourceType } from "../resource/resourceType";

export default resourceType<RouteArgs, Route>({
  token: "aws:ec2/route:Route",
  properties: {
    destinationCidrBlock: text({ required: true, replaces: true }),
    gatewayId: text({ required: true }),
    routeTableId: text({ required: true, replaces: true }),
    origin: output(),
    state: output(),
  },
  gone: ["InvalidRoute.NotFound", "InvalidRouteTableID.NotFound"],

  imported(id) {
    const [routeTableId, destinationCidrBlock] = partsOf(id, "ROUTETABLE_DESTINATION", "_");
    const known = { routeTableId, destinationCidrBlock };
    return Promise.resolve({ id: ownId(routeTableId, destinationCidrBlock), known });
  },

  async create({ routeTableId, destinationCidrBlock, gatewayId }, aws) {
    await aws.ec2.createRoute({
      RouteTableId: routeTableId,
      DestinationCidrBlock: destinationCidrBlock,
      GatewayId: gatewayId,
    });
    return ownId(routeTableId, destinationCidrBlock ?? "");
  },

  async read(_, aws, { routeTableId = "", destinationCidrBlock }) {
    const { RouteTables } = await aws.ec2.describeRouteTables({ RouteTableIds: [routeTableId] });
    const route = RouteTables?.[0]?.Routes?.find(
      ({ DestinationCidrBlock }) => DestinationCidrBlock === destinationCidrBlock,
    );
    return (
      route && {
        destinationCidrBlock,
        gatewayId: route.GatewayId,
        routeTableId,
        origin: route.Origin,
        state: route.State,
      }
    );
  },

  async update(_, { news }, aws) {
    await aws.ec2.replaceRoute({
      RouteTableId: news.routeTableId,
      DestinationCidrBlock: news.destinationCidrBlock,
      GatewayId: news.gatewayId,
    });
  },

  async delete(_, { routeTableId, destinationCidrBlock }, aws) {
    await aws.ec2.deleteRoute({ RouteTableId: routeTableId, DestinationCidrBlock: destinationCidrBlock });
  },
});

/** EC2 has no id for a route; the released provider makes this one. */
function ownId(routeTableId: string, destination: string): string {
  return `r-${routeTableId}${crc32(destination)}`;
}
