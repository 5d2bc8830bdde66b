import type { EC2, RouteTable } from "@aws-sdk/client-ec2";
import type { MotoClient } from "../moto/client";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import { invalid } from "./permissionFields";

/** Routes and associations of route tables as EC2 accepts them: within one VPC, a table for a subnet. */
export class RouteCalls {
  constructor(private readonly moto: MotoClient) {}

  /** A subnet has one route table, of its own VPC. moto returns the association that there is as if it were new. */
  async associate(request: AwsRequest): Promise<AwsResponse> {
    const { ec2, table } = await this.find(request);
    const subnetId = request.parameters.get("SubnetId");
    if (table && subnetId) {
      const subnets = await ec2.describeSubnets({ Filters: [{ Name: "subnet-id", Values: [subnetId] }] });
      const subnet = subnets.Subnets?.[0];
      // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
      if (subnet && subnet.VpcId !== table.VpcId) {
        throw invalid(
          `Route table ${table.RouteTableId} and subnet ${subnetId} belong to different networks`,
        );
      }
      const Filters = [{ Name: "association.subnet-id", Values: [subnetId] }];
      const { RouteTables } = await ec2.describeRouteTables({ Filters });
      if (RouteTables?.some(({ RouteTableId }) => RouteTableId !== table.RouteTableId)) {
        // The error as the documentation of Terraform's aws_route_table_association quotes it, on import.
        throw new AwsError(
          "Resource.AlreadyAssociated",
          `the specified association for route table ${table.RouteTableId} conflicts with an existing association`,
        );
      }
    }
    return this.moto.forward(request);
  }

  /** A route leads to a gateway that is attached to the table's VPC. */
  async toGateway(request: AwsRequest): Promise<AwsResponse> {
    const { ec2, table } = await this.find(request);
    const gatewayId = request.parameters.get("GatewayId");
    if (table && gatewayId?.startsWith("igw-")) {
      const Filters = [{ Name: "internet-gateway-id", Values: [gatewayId] }];
      const { InternetGateways } = await ec2.describeInternetGateways({ Filters });
      const gateway = InternetGateways?.[0];
      if (gateway && !gateway.Attachments?.some(({ VpcId }) => VpcId === table.VpcId)) {
        throw invalid(
          `route table ${table.RouteTableId} and network gateway ${gatewayId} belong to different networks`,
        );
      }
    }
    return this.moto.forward(request);
  }

  /** The route within the VPC stays. https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html */
  async delete(request: AwsRequest): Promise<AwsResponse> {
    const { table } = await this.find(request);
    const destination = request.parameters.get("DestinationCidrBlock");
    const route = table?.Routes?.find((each) => each.DestinationCidrBlock === destination);
    if (route?.GatewayId === "local") {
      throw invalid(`cannot remove local route ${destination} in route table ${table?.RouteTableId}`);
    }
    return this.moto.forward(request);
  }

  /** The route table of a request; undefined where it doesn't exist, which moto reports. */
  private async find({ region, parameters }: AwsRequest): Promise<{ ec2: EC2; table?: RouteTable }> {
    const { ec2 } = this.moto.in(region);
    const Filters = [{ Name: "route-table-id", Values: [parameters.get("RouteTableId") ?? ""] }];
    const { RouteTables } = await ec2.describeRouteTables({ Filters });
    return { ec2, table: RouteTables?.[0] };
  }
}
