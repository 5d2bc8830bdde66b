import type { Filter } from "@aws-sdk/client-ec2";
import type { MotoClient } from "../moto/client";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import { vpcNotFound } from "./groupCalls";

/** Deletes and attaches a VPC's parts in the order that EC2 enforces, where moto doesn't. */
export class VpcCalls {
  constructor(private readonly moto: MotoClient) {}

  /**
   * A VPC goes with its default group, its main route table and its default network ACL, and with nothing else in it.
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html
   */
  async deleteVpc(request: AwsRequest): Promise<AwsResponse> {
    const vpcId = required(request, "VpcId", "vpcId");
    const ec2 = this.moto.in(request.region).ec2;
    const { Vpcs } = await ec2.describeVpcs({ Filters: where("vpc-id", vpcId) });
    if (!Vpcs?.length) throw vpcNotFound(vpcId);
    const inVpc = { Filters: where("vpc-id", vpcId) };
    const attached = { Filters: where("attachment.vpc-id", vpcId) };
    const [groups, subnets, interfaces, gateways, egressOnly, tables, acls, endpoints] = await Promise.all([
      ec2.describeSecurityGroups(inVpc),
      ec2.describeSubnets(inVpc),
      ec2.describeNetworkInterfaces(inVpc),
      ec2.describeInternetGateways(attached),
      // moto doesn't filter these.
      ec2.describeEgressOnlyInternetGateways({}),
      ec2.describeRouteTables(inVpc),
      ec2.describeNetworkAcls(inVpc),
      ec2.describeVpcEndpoints(inVpc),
    ]);
    const dependent = [
      groups.SecurityGroups?.filter(({ GroupName }) => GroupName !== "default"),
      subnets.Subnets,
      interfaces.NetworkInterfaces,
      gateways.InternetGateways,
      egressOnly.EgressOnlyInternetGateways?.filter(({ Attachments }) =>
        Attachments?.some(({ VpcId }) => VpcId === vpcId),
      ),
      tables.RouteTables?.filter(({ Associations }) => !Associations?.some(({ Main }) => Main)),
      acls.NetworkAcls?.filter(({ IsDefault }) => !IsDefault),
      // moto keeps deleted ones, in lower case.
      endpoints.VpcEndpoints?.filter(({ State }) => State?.toLowerCase() !== "deleted"),
    ].flatMap((list) => list ?? []);
    if (dependent.length > 0) throw hasDependencies("vpc", vpcId);
    return this.moto.forward(request);
  }

  /**
   * A subnet has 16 addresses at least. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
   *
   * moto checks the rest of its block.
   */
  createSubnet(request: AwsRequest): Promise<AwsResponse> {
    const block = request.parameters.get("CidrBlock") ?? "";
    if (Number(block.split("/")[1]) > 28)
      throw new AwsError("InvalidSubnet.Range", `The CIDR '${block}' is invalid.`);
    return this.moto.forward(request);
  }

  /**
   * A subnet goes when no network interface is in it, and its associations with route tables go with it.
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html
   */
  async deleteSubnet(request: AwsRequest): Promise<AwsResponse> {
    const subnetId = required(request, "SubnetId", "subnetId");
    const ec2 = this.moto.in(request.region).ec2;
    const interfaces = await ec2.describeNetworkInterfaces({ Filters: where("subnet-id", subnetId) });
    if (interfaces.NetworkInterfaces?.length) throw hasDependencies("subnet", subnetId);
    const answer = await this.moto.forward(request);
    if (answer.status !== 200) return answer;
    const { RouteTables } = await ec2.describeRouteTables({
      Filters: where("association.subnet-id", subnetId),
    });
    for (const { SubnetId, RouteTableAssociationId: AssociationId } of (RouteTables ?? []).flatMap(
      ({ Associations }) => Associations ?? [],
    )) {
      if (SubnetId === subnetId) await ec2.disassociateRouteTable({ AssociationId });
    }
    return answer;
  }

  /** A VPC's main route table stays with it. https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html */
  async deleteRouteTable(request: AwsRequest): Promise<AwsResponse> {
    const tableId = required(request, "RouteTableId", "routeTableId");
    const { RouteTables } = await this.moto
      .in(request.region)
      .ec2.describeRouteTables({ Filters: where("route-table-id", tableId) });
    const isMain = RouteTables?.some(({ Associations }) => Associations?.some(({ Main }) => Main));
    if (isMain) throw hasDependencies("routeTable", tableId);
    return this.moto.forward(request);
  }

  /** A VPC has one gateway. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
  async attachGateway(request: AwsRequest): Promise<AwsResponse> {
    const vpcId = required(request, "VpcId", "vpcId");
    const { InternetGateways } = await this.moto
      .in(request.region)
      .ec2.describeInternetGateways({ Filters: where("attachment.vpc-id", vpcId) });
    const own = request.parameters.get("InternetGatewayId");
    // moto has the error for a gateway that is attached already.
    if (InternetGateways?.some(({ InternetGatewayId }) => InternetGatewayId !== own)) {
      throw new AwsError(
        "InvalidParameterValue",
        `Network ${vpcId} already has an internet gateway attached`,
      );
    }
    return this.moto.forward(request);
  }

  /**
   * A gateway stays while a network interface in the VPC has a public address.
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html
   */
  async detachGateway(request: AwsRequest): Promise<AwsResponse> {
    const vpcId = required(request, "VpcId", "vpcId");
    const { NetworkInterfaces } = await this.moto
      .in(request.region)
      .ec2.describeNetworkInterfaces({ Filters: where("vpc-id", vpcId) });
    if (NetworkInterfaces?.some(({ Association }) => Association?.PublicIp)) {
      throw new AwsError(
        "DependencyViolation",
        `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before ` +
          "detaching the gateway.",
      );
    }
    return this.moto.forward(request);
  }
}

function where(Name: string, value: string): Filter[] {
  return [{ Name, Values: [value] }];
}

function required({ parameters }: AwsRequest, name: string, inMessage: string): string {
  const value = parameters.get(name);
  if (value) return value;
  throw new AwsError("MissingParameter", `The request must contain the parameter ${inMessage}`);
}

function hasDependencies(kind: string, id: string): AwsError {
  return new AwsError("DependencyViolation", `The ${kind} '${id}' has dependencies and cannot be deleted.`);
}
