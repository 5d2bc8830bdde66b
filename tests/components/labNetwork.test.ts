import { deepStrictEqual, strictEqual } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import { LabNetwork, nameChild } from "../../components/labNetwork";
import { startMocks, valueOf, type Mocked } from "./startMocks";

describe("LabNetwork", () => {
  let mocked: Mocked;
  let network: LabNetwork;

  before(async () => {
    mocked = await startMocks();
    network = new LabNetwork("network", { cidrBlock: "10.0.0.0/16", zone: "us-east-1a" });
    await mocked.settle();
  });

  it("registers a VPC and a group, and nothing that costs", () => {
    deepStrictEqual(mocked.types(), ["aws:ec2/securityGroup:SecurityGroup", "awsx:ec2:Vpc"]);
  });

  it("asks for Lab VPC with one public subnet, the second /24, without NAT and with DNS", () => {
    const { inputs, parent, transforms } = mocked.registration("network-vpc");
    deepStrictEqual(inputs, {
      cidrBlock: "10.0.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      availabilityZoneNames: ["us-east-1a"],
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.1.0/24"] }],
      natGateways: { strategy: "None" },
      tags: { Name: "Lab VPC" },
    });
    strictEqual(parent, "network");
    strictEqual(transforms, 1);
  });

  it("makes LabSG1 with TCP 80 from anywhere, and leaves its inbound rules alone from then on", () => {
    const { inputs, ignoreChanges, parent } = mocked.registration("network-sg1");
    deepStrictEqual(inputs, {
      name: "LabSG1",
      description: "LabSG1",
      vpcId: "vpc-0a1b2c3d4e5f60718",
      ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }],
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
      tags: { Name: "LabSG1" },
      revokeRulesOnDelete: true,
    });
    deepStrictEqual(ignoreChanges, ["ingress"]);
    strictEqual(parent, "network");
  });

  it("has its ids as outputs", async () => {
    deepStrictEqual(
      await Promise.all([
        valueOf(network.vpcId),
        valueOf(network.publicSubnetId),
        valueOf(network.defaultSecurityGroupId),
        valueOf(network.securityGroup.name),
      ]),
      ["vpc-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60718", "sg-0de0a0170000000000", "LabSG1"],
    );
  });
});

describe("nameChild", () => {
  const transform = async (type: string, tags: Record<string, string>) => {
    const args = { custom: true, type, name: "network-vpc-public-1", opts: {} };
    const result = nameChild({ ...args, props: { cidrBlock: "10.0.1.0/24", tags } });
    return result && (await valueOf(pulumi.output(result.props)));
  };

  it("names the subnet, and leaves its other inputs as they are", async () => {
    deepStrictEqual(
      await transform("aws:ec2/subnet:Subnet", { Name: "network-vpc-public-1", SubnetType: "Public" }),
      {
        cidrBlock: "10.0.1.0/24",
        tags: { Name: "LabPublicSubnet", SubnetType: "Public" },
      },
    );
  });

  it("names the route table after it", async () => {
    deepStrictEqual(await transform("aws:ec2/routeTable:RouteTable", { Name: "network-vpc-public-1" }), {
      cidrBlock: "10.0.1.0/24",
      tags: { Name: "LabPublicRouteTable" },
    });
  });

  it("leaves every other resource alone", async () => {
    strictEqual(await transform("aws:ec2/vpc:Vpc", { Name: "Lab VPC" }), undefined);
  });
});
