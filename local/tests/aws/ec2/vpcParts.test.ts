import assert from "node:assert/strict";
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateEgressOnlyInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNetworkAclCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteEgressOnlyInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DeleteNetworkAclCommand,
  DeleteNetworkInterfaceCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DeleteVpcEndpointsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateAddressCommand,
  EC2Client,
  ModifyNetworkInterfaceAttributeCommand,
} from "@aws-sdk/client-ec2";
import { refusal, inTestAws } from "../gateway/testAws";

describe("a VPC's parts", function () {
  this.timeout(120_000);
  let ec2: EC2Client;

  inTestAws(
    (started) => {
      ec2 = new EC2Client(started.settings());
    },
    { quotas: { vpcs: 100, gateways: 100 } },
  );

  const makeVpc = async () =>
    (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc!.VpcId!;
  const makeSubnet = async (VpcId: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.1.0/24" }))).Subnet!.SubnetId!;
  const makeGroup = async (VpcId: string, GroupName = "web") => {
    const group = { VpcId, GroupName, Description: GroupName };
    return (await ec2.send(new CreateSecurityGroupCommand(group))).GroupId!;
  };
  const makeInterface = async (SubnetId: string, ...Groups: string[]) => {
    const made = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, Groups }));
    return made.NetworkInterface!.NetworkInterfaceId!;
  };
  const makeGateway = async (VpcId: string) => {
    const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
    const InternetGatewayId = InternetGateway!.InternetGatewayId!;
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    return InternetGatewayId;
  };
  const deleteVpc = (VpcId: string) => ec2.send(new DeleteVpcCommand({ VpcId }));
  const exists = async (VpcId: string) => {
    const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
    return (await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs!.length === 1;
  };

  /** What keeps a VPC, and the call that takes it away. */
  const parts: Record<string, (VpcId: string) => Promise<() => Promise<unknown>>> = {
    "a group": async (VpcId) => {
      const GroupId = await makeGroup(VpcId);
      return () => ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    },
    "a subnet": async (VpcId) => {
      const SubnetId = await makeSubnet(VpcId);
      return () => ec2.send(new DeleteSubnetCommand({ SubnetId }));
    },
    "an internet gateway": async (VpcId) => {
      const InternetGatewayId = await makeGateway(VpcId);
      return () => ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    },
    "an egress-only internet gateway": async (VpcId) => {
      const made = await ec2.send(new CreateEgressOnlyInternetGatewayCommand({ VpcId }));
      const id = made.EgressOnlyInternetGateway!.EgressOnlyInternetGatewayId!;
      return () => ec2.send(new DeleteEgressOnlyInternetGatewayCommand({ EgressOnlyInternetGatewayId: id }));
    },
    "a route table besides the main one": async (VpcId) => {
      const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
      const { RouteTableId } = RouteTable!;
      return () => ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
    },
    "a network ACL besides the default one": async (VpcId) => {
      const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId }));
      const { NetworkAclId } = NetworkAcl!;
      return () => ec2.send(new DeleteNetworkAclCommand({ NetworkAclId }));
    },
    "an endpoint": async (VpcId) => {
      const endpoint = { ServiceName: "com.amazonaws.us-east-1.ssm", VpcEndpointType: "Interface" } as const;
      const { VpcEndpoint } = await ec2.send(new CreateVpcEndpointCommand({ VpcId, ...endpoint }));
      const VpcEndpointIds = [VpcEndpoint!.VpcEndpointId!];
      return () => ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
    },
  };
  for (const [part, make] of Object.entries(parts)) {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html; its message:
    // https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/540
    it(`keep it: ${part}`, async () => {
      const vpcId = await makeVpc();
      const remove = await make(vpcId);
      assert.deepEqual(await refusal(deleteVpc(vpcId)), {
        code: "DependencyViolation",
        message: `The vpc '${vpcId}' has dependencies and cannot be deleted.`,
        status: 400,
      });
      assert.ok(await exists(vpcId));
      await remove();
      await deleteVpc(vpcId);
      assert.ok(!(await exists(vpcId)));
      assert.deepEqual(await refusal(deleteVpc(vpcId)), {
        code: "InvalidVpcID.NotFound",
        message: `The vpc ID '${vpcId}' does not exist`,
        status: 400,
      });
    });
  }

  it("go with it: its default group, main route table and default network ACL", async () => {
    const vpcId = await makeVpc();
    const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
    const groups = () => ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    const tables = () => ec2.send(new DescribeRouteTablesCommand({ Filters }));
    assert.equal((await groups()).SecurityGroups!.length, 1);
    assert.equal((await tables()).RouteTables!.length, 1);
    await deleteVpc(vpcId);
    assert.deepEqual((await groups()).SecurityGroups, []);
    assert.deepEqual((await tables()).RouteTables, []);
  });

  // https://github.com/alantech/iasql/pull/654, https://github.com/lianghong/delete_vpc/issues/10
  it("stay while a network interface is in them: group and subnet", async () => {
    const vpcId = await makeVpc();
    const [SubnetId, GroupId] = [await makeSubnet(vpcId), await makeGroup(vpcId)];
    const NetworkInterfaceId = await makeInterface(SubnetId, GroupId);
    const deletions = [
      {
        command: new DeleteSecurityGroupCommand({ GroupId }),
        message: `resource ${GroupId} has a dependent object`,
      },
      {
        command: new DeleteSubnetCommand({ SubnetId }),
        message: `The subnet '${SubnetId}' has dependencies and cannot be deleted.`,
      },
    ] as const;
    const send = ({ command }: (typeof deletions)[number]) => ec2.send(command as DeleteSubnetCommand);
    for (const deletion of deletions) {
      const { message } = deletion;
      assert.deepEqual(await refusal(send(deletion)), { code: "DependencyViolation", message, status: 400 });
    }
    await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
    for (const deletion of deletions) await send(deletion);
    await deleteVpc(vpcId);
  });

  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html: "must not contain any running
  // instances with Elastic IP addresses or public IPv4 addresses"
  it("stay while an address is mapped: the gateway", async () => {
    const VpcId = await makeVpc();
    const InternetGatewayId = await makeGateway(VpcId);
    const NetworkInterfaceId = await makeInterface(await makeSubnet(VpcId));
    const { AllocationId, PublicIp } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
    await ec2.send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId }));
    const detach = () => ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    assert.deepEqual(await refusal(detach()), {
      code: "DependencyViolation",
      message:
        `Network ${VpcId} has some mapped public address(es). Please unmap those public address(es) before ` +
        "detaching the gateway.",
      status: 400,
    });
    await ec2.send(new DisassociateAddressCommand({ PublicIp }));
    await detach();
  });

  it("stay while they are attached or associated: gateway and route table", async () => {
    const VpcId = await makeVpc();
    const InternetGatewayId = await makeGateway(VpcId);
    const deleteGateway = () => ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
    assert.equal((await refusal(deleteGateway())).code, "DependencyViolation");
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const { RouteTableId } = RouteTable!;
    const SubnetId = await makeSubnet(VpcId);
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    const deleteTable = () => ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
    assert.equal((await refusal(deleteTable())).code, "DependencyViolation");
    // A subnet's association goes with it.
    await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    await deleteTable();
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await deleteGateway();
  });

  it("stay with it: the main route table", async () => {
    const vpcId = await makeVpc();
    const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
    const RouteTableId = RouteTables![0]!.RouteTableId!;
    assert.deepEqual(await refusal(ec2.send(new DeleteRouteTableCommand({ RouteTableId }))), {
      code: "DependencyViolation",
      message: `The routeTable '${RouteTableId}' has dependencies and cannot be deleted.`,
      status: 400,
    });
  });

  it("are one gateway", async () => {
    const VpcId = await makeVpc();
    await makeGateway(VpcId);
    assert.deepEqual(await refusal(makeGateway(VpcId)), {
      code: "InvalidParameterValue",
      message: `Network ${VpcId} already has an internet gateway attached`,
      status: 400,
    });
  });

  it("are kept with canonical blocks", async () => {
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.2.3/16" }));
    assert.equal(Vpc!.CidrBlock, "10.1.0.0/16");
    const { VpcId } = Vpc!;
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.1.5.7/24" }));
    assert.equal(Subnet!.CidrBlock, "10.1.5.0/24");
    const GatewayId = await makeGateway(VpcId!);
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const { RouteTableId } = RouteTable!;
    const route = { RouteTableId, GatewayId, DestinationCidrBlock: "198.51.100.77/24" };
    await ec2.send(new CreateRouteCommand(route));
    const { RouteTables } = await ec2.send(
      new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId!] }),
    );
    const destinations = RouteTables![0]!.Routes!.map(({ DestinationCidrBlock }) => DestinationCidrBlock);
    assert.deepEqual(destinations, ["10.1.0.0/16", "198.51.100.0/24"]);
  });

  it("of other VPCs, or that don't exist, are no groups of a network interface", async () => {
    const [vpcId, otherVpc] = [await makeVpc(), await makeVpc()];
    const [subnetId, other] = [await makeSubnet(vpcId), await makeGroup(otherVpc)];
    const missing = "sg-0123456789abcdef0";
    assert.equal((await refusal(makeInterface(subnetId, missing))).code, "InvalidGroup.NotFound");
    assert.deepEqual(await refusal(makeInterface(subnetId, other)), {
      code: "InvalidParameter",
      message: `Security group ${other} and subnet ${subnetId} belong to different networks.`,
      status: 400,
    });
    const NetworkInterfaceId = await makeInterface(subnetId);
    const change = { NetworkInterfaceId, Groups: [missing] };
    const modified = ec2.send(new ModifyNetworkInterfaceAttributeCommand(change));
    assert.equal((await refusal(modified)).code, "InvalidGroup.NotFound");
    const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    assert.deepEqual(
      SecurityGroups!.map(({ GroupName }) => GroupName),
      ["default"],
    );
  });

  it("are named by ids of their form", async () => {
    assert.deepEqual(await refusal(deleteVpc("10.0.0.0")), {
      code: "InvalidVpcID.Malformed",
      message: 'Invalid id: "10.0.0.0" (expecting "vpc-...")',
      status: 400,
    });
    const subnet = ec2.send(new DeleteSubnetCommand({ SubnetId: "subnet-1" }));
    assert.equal((await refusal(subnet)).code, "InvalidSubnetID.Malformed");
  });
});
