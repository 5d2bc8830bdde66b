import assert from "node:assert/strict";
import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteRouteCommand,
  EC2Client,
  ReplaceRouteCommand,
} from "@aws-sdk/client-ec2";
import { refusal, inTestAws } from "../gateway/testAws";

describe("routes and route tables", function () {
  this.timeout(120_000);
  let ec2: EC2Client;
  let VpcId: string;
  let otherVpc: string;

  inTestAws(async (started) => {
    ec2 = new EC2Client(started.settings());
    [VpcId, otherVpc] = [await makeVpc(), await makeVpc()];
  });

  const makeVpc = async () =>
    (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc!.VpcId!;
  const makeSubnet = async (CidrBlock: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }))).Subnet!.SubnetId!;
  const makeTable = async (vpcId = VpcId) =>
    (await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable!.RouteTableId!;
  const makeGateway = async () =>
    (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway!.InternetGatewayId!;

  // EC2's message, as in many reports of a route that is made before its gateway is attached.
  it("lead to a gateway once it is attached to their VPC", async () => {
    const [GatewayId, RouteTableId] = [await makeGateway(), await makeTable()];
    const DestinationCidrBlock = "0.0.0.0/0";
    const create = (id = RouteTableId) =>
      ec2.send(new CreateRouteCommand({ RouteTableId: id, GatewayId, DestinationCidrBlock }));
    const message = `route table ${RouteTableId} and network gateway ${GatewayId} belong to different networks`;
    assert.deepEqual(await refusal(create()), { code: "InvalidParameterValue", message, status: 400 });
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId }));
    await create();
    assert.equal((await refusal(create(await makeTable(otherVpc)))).code, "InvalidParameterValue");
    const elsewhere = { RouteTableId, DestinationCidrBlock, GatewayId: await makeGateway() };
    assert.equal((await refusal(ec2.send(new ReplaceRouteCommand(elsewhere)))).code, "InvalidParameterValue");
    await ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0" }));
  });

  it("keep the route within the VPC", async () => {
    const RouteTableId = await makeTable();
    const local = { RouteTableId, DestinationCidrBlock: "10.0.0.0/16" };
    assert.deepEqual(await refusal(ec2.send(new DeleteRouteCommand(local))), {
      code: "InvalidParameterValue",
      message: `cannot remove local route 10.0.0.0/16 in route table ${RouteTableId}`,
      status: 400,
    });
  });

  it("are one table for a subnet, of its own VPC", async () => {
    const SubnetId = await makeSubnet("10.0.1.0/24");
    const associate = (RouteTableId: string) =>
      ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    const [elsewhere, first, second] = [await makeTable(otherVpc), await makeTable(), await makeTable()];
    assert.deepEqual(await refusal(associate(elsewhere)), {
      code: "InvalidParameterValue",
      message: `Route table ${elsewhere} and subnet ${SubnetId} belong to different networks`,
      status: 400,
    });
    await associate(first);
    assert.deepEqual(await refusal(associate(second)), {
      code: "Resource.AlreadyAssociated",
      message: `the specified association for route table ${second} conflicts with an existing association`,
      status: 400,
    });
  });

  it("need subnets of 16 addresses at least", async () => {
    const { code } = await refusal(makeSubnet("10.0.9.0/29"));
    assert.equal(code, "InvalidSubnet.Range");
    await makeSubnet("10.0.9.0/28");
  });
});
