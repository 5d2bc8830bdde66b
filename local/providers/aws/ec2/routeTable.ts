import type { RouteTable, RouteTableArgs } from "@pulumi/aws/ec2/routeTable";
import { list, output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags, tagged } from "../resource/tags";
import { retag, tagSpecifications } from "./ec2Tags";

/** Routes in the table itself aren't realised as inputs: the program has its routes as resources of their own. */
export default resourceType<RouteTableArgs, RouteTable>({
  token: "aws:ec2/routeTable:RouteTable",
  properties: {
    region: text({ computed: true, replaces: true }),
    vpcId: text({ required: true, replaces: true }),
    ...tagged,
    arn: output(),
    ownerId: output(),
    propagatingVgws: list(text(), { output: true }),
  },
  gone: ["InvalidRouteTableID.NotFound"],

  async create(inputs, aws) {
    const { RouteTable } = await (
      await aws.ec2()
    ).createRouteTable({
      VpcId: inputs.vpcId,
      TagSpecifications: tagSpecifications("route-table", inputs.tags, aws),
    });
    return RouteTable?.RouteTableId ?? "";
  },

  async read(id, aws) {
    const { RouteTables } = await (await aws.ec2()).describeRouteTables({ RouteTableIds: [id] });
    const table = RouteTables?.[0];
    if (!table) return undefined;
    const ownerId = table.OwnerId ?? (await aws.caller()).accountId;
    return {
      arn: aws.arn("ec2", ownerId, `route-table/${id}`),
      ownerId,
      propagatingVgws: (table.PropagatingVgws ?? []).map((gateway) => gateway.GatewayId ?? ""),
      vpcId: table.VpcId,
      tagsAll: fromAwsTags(table.Tags),
    };
  },

  async update(id, { olds, news, has }, aws) {
    if (has("tags")) await retag(id, olds.tagsAll, news.tags, aws);
  },

  async delete(id, _, aws) {
    const ec2 = await aws.ec2();
    const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [id] });
    for (const association of RouteTables?.[0]?.Associations ?? []) {
      if (!association.Main) {
        await ec2.disassociateRouteTable({ AssociationId: association.RouteTableAssociationId });
      }
    }
    await ec2.deleteRouteTable({ RouteTableId: id });
  },
});
