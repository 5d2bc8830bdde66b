import type { RouteTableAssociation, RouteTableAssociationArgs } from "@pulumi/aws/ec2/routeTableAssociation";
import { text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { partsOf, resourceType } from "../resource/resourceType";

export default resourceType<RouteTableAssociationArgs, RouteTableAssociation>({
  token: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  properties: {
    routeTableId: text({ required: true }),
    subnetId: text({ required: true, replaces: true }),
  },
  gone: ["InvalidAssociationID.NotFound", "InvalidRouteTableID.NotFound"],

  async imported(id, aws) {
    const [subnetId, routeTableId] = partsOf(id, "SUBNET/ROUTETABLE", "/");
    const found = await find(undefined, subnetId, aws);
    if (found?.RouteTableId !== routeTableId) return undefined;
    return { id: found.RouteTableAssociationId ?? "", known: { subnetId } };
  },

  async create({ routeTableId, subnetId }, aws) {
    const association = await aws.ec2.associateRouteTable({ RouteTableId: routeTableId, SubnetId: subnetId });
    return association.AssociationId ?? "";
  },

  async read(id, aws, known) {
    const found = await find(id, known.subnetId, aws);
    return found && { routeTableId: found.RouteTableId, subnetId: found.SubnetId };
  },

  async update(id, { olds, news }, aws) {
    const found = await find(id, olds.subnetId, aws);
    await aws.ec2.replaceRouteTableAssociation({
      AssociationId: found?.RouteTableAssociationId ?? id,
      RouteTableId: news.routeTableId,
    });
  },

  async delete(id, { subnetId }, aws) {
    const found = await find(id, subnetId, aws);
    if (found) await aws.ec2.disassociateRouteTable({ AssociationId: found.RouteTableAssociationId });
  },
});

/** Replacing an association changes its id, while the engine keeps the first one: its subnet then identifies it. */
async function find(id: string | undefined, subnetId: string | undefined, aws: AwsAccount) {
  const by = async (Name: string, value: string | undefined) => {
    if (value === undefined) return [];
    const { RouteTables } = await aws.ec2.describeRouteTables({ Filters: [{ Name, Values: [value] }] });
    return RouteTables?.[0]?.Associations ?? [];
  };
  return (
    (await by("association.route-table-association-id", id)).find(
      (association) => association.RouteTableAssociationId === id,
    ) ??
    (await by("association.subnet-id", subnetId)).find((association) => association.SubnetId === subnetId)
  );
}
