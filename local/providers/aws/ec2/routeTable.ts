import type { RouteTable, RouteTableArgs } from "@pulumi/aws/ec2/routeTable";
import { output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags } from "../resource/tags";
import { ec2Tags, tagSpecifications } from "./ec2Tags";

/** Without in-line `routes`: the program has its routes as resources of their own. */
export default resourceType<RouteTableArgs, RouteTable>({
  token: "aws:ec2/routeTable:RouteTable",
  properties: {
    vpcId: text({ required: true, replaces: true }),
    arn: output(),
    ownerId: output(),
  },
  tags: ec2Tags,
  gone: ["InvalidRouteTableID.NotFound"],

  async create(inputs, aws) {
    const { RouteTable } = await aws.ec2.createRouteTable({
      VpcId: inputs.vpcId,
      TagSpecifications: tagSpecifications("route-table", inputs.tags, aws),
    });
    return RouteTable?.RouteTableId ?? "";
  },

  async read(id, aws) {
    const { RouteTables } = await aws.ec2.describeRouteTables({ RouteTableIds: [id] });
    const table = RouteTables?.[0];
    if (!table) return undefined;
    const ownerId = table.OwnerId ?? (await aws.caller()).accountId;
    return {
      arn: aws.arn("ec2", ownerId, `route-table/${id}`),
      ownerId,
      vpcId: table.VpcId,
      tagsAll: fromAwsTags(table.Tags),
    };
  },

  async delete(id, _, aws) {
    const { RouteTables } = await aws.ec2.describeRouteTables({ RouteTableIds: [id] });
    for (const { Main, RouteTableAssociationId } of RouteTables?.[0]?.Associations ?? []) {
      if (!Main) await aws.ec2.disassociateRouteTable({ AssociationId: RouteTableAssociationId });
    }
    await aws.ec2.deleteRouteTable({ RouteTableId: id });
  },
});
