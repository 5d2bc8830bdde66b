import type { RouteTable as AwsRouteTable } from "@aws-sdk/client-ec2";
import type { RouteTableAssociation, RouteTableAssociationArgs } from "@pulumi/aws/ec2/routeTableAssociation";
import { text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";

export default resourceType<RouteTableAssociationArgs, RouteTableAssociation>({
  token: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  properties: {
    gatewayId: text({ replaces: true }),
    region: text({ computed: true, replaces: true }),
    routeTableId: text({ required: true }),
    subnetId: text({ replaces: true }),
  },
  gone: ["InvalidAssociationID.NotFound", "InvalidRouteTableID.NotFound"],

  faults: (inputs) =>
    inputs.gatewayId !== undefined && inputs.subnetId !== undefined
      ? [{ property: "subnetId", reason: "an association has a subnetId or a gatewayId, not both" }]
      : [],

  async create(inputs, aws) {
    const { AssociationId } = await (
      await aws.ec2()
    ).associateRouteTable({
      RouteTableId: inputs.routeTableId,
      SubnetId: inputs.subnetId,
      GatewayId: inputs.gatewayId,
    });
    return AssociationId ?? "";
  },

  async read(id, aws, known) {
    const found = await find(id, known.subnetId, aws);
    const association = found?.associations[0];
    if (!found || !association) return undefined;
    return {
      routeTableId: found.table.RouteTableId,
      subnetId: association.SubnetId,
      gatewayId: association.GatewayId,
    };
  },

  async update(id, { olds, news }, aws) {
    const found = await find(id, olds.subnetId, aws);
    await (
      await aws.ec2()
    ).replaceRouteTableAssociation({
      AssociationId: found?.associations[0]?.RouteTableAssociationId ?? id,
      RouteTableId: news.routeTableId,
    });
  },

  async delete(id, state, aws) {
    const found = await find(id, state.subnetId, aws);
    const association = found?.associations[0];
    if (!association) return;
    await (await aws.ec2()).disassociateRouteTable({ AssociationId: association.RouteTableAssociationId });
  },
});

/** Replacing an association gives it a new id, while the engine keeps the first: then its subnet tells which it is. */
async function find(id: string, subnetId: string | undefined, aws: AwsAccount) {
  const ec2 = await aws.ec2();
  const by = async (Name: string, value: string) =>
    (await ec2.describeRouteTables({ Filters: [{ Name, Values: [value] }] })).RouteTables?.[0];
  const table =
    (await by("association.route-table-association-id", id)) ??
    (subnetId === undefined ? undefined : await by("association.subnet-id", subnetId));
  return table && { table, associations: matching(table, id, subnetId) };
}

function matching(table: AwsRouteTable, id: string, subnetId: string | undefined) {
  const all = table.Associations ?? [];
  const same = all.filter((association) => association.RouteTableAssociationId === id);
  return same.length > 0 ? same : all.filter((association) => association.SubnetId === subnetId);
}
