import { crc32 } from "node:zlib";
import type { Route, RouteArgs } from "@pulumi/aws/ec2/route";
import { output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";

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

  async create({ routeTableId, destinationCidrBlock, gatewayId }, aws) {
    await aws.ec2.createRoute({
      RouteTableId: routeTableId,
      DestinationCidrBlock: destinationCidrBlock,
      GatewayId: gatewayId,
    });
    // EC2 has no id for a route; the released provider makes this one.
    return `r-${routeTableId}${crc32(destinationCidrBlock ?? "")}`;
  },

  async read(id, aws, known) {
    // The id of an import is TABLE_DESTINATION.
    const [importedTable = "", importedDestination] = id.split("_");
    const { routeTableId = importedTable, destinationCidrBlock = importedDestination } = known;
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
