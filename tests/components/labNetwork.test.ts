import { deepStrictEqual, strictEqual } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import { LabNetwork, adaptChild } from "../../components/labNetwork";
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
    deepStrictEqual(ignoreChanges, ["ingress", "tags.Stack"]);
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

describe("adaptChild", () => {
  const transformed = (type: string, tags: Record<string, string> = {}) =>
    adaptChild({
      custom: true,
      type,
      name: "network-vpc-public-1",
      props: { cidrBlock: "10.0.1.0/24", tags },
      opts: { protect: true },
    });
  const propsOf = async (type: string, tags: Record<string, string>) =>
    valueOf(pulumi.output(transformed(type, tags)?.props));

  it("names the subnet, and leaves its other inputs as they are", async () => {
    deepStrictEqual(
      await propsOf("aws:ec2/subnet:Subnet", { Name: "network-vpc-public-1", SubnetType: "Public" }),
      {
        cidrBlock: "10.0.1.0/24",
        tags: { Name: "LabPublicSubnet", SubnetType: "Public" },
      },
    );
  });

  it("names the route table after it", async () => {
    deepStrictEqual(await propsOf("aws:ec2/routeTable:RouteTable", { Name: "network-vpc-public-1" }), {
      cidrBlock: "10.0.1.0/24",
      tags: { Name: "LabPublicRouteTable" },
    });
  });

  it("deletes what can't exist twice before it is replaced, and keeps the other options", () => {
    for (const type of ["route:Route", "routeTableAssociation:RouteTableAssociation"])
      deepStrictEqual(
        transformed(`aws:ec2/${type}`)?.opts,
        { protect: true, deleteBeforeReplace: true },
        type,
      );
  });

  it("replaces a route table as usual, since the old one can't be deleted before its association is moved", () => {
    deepStrictEqual(transformed("aws:ec2/routeTable:RouteTable")?.opts, {
      protect: true,
      ignoreChanges: ["tags.Stack"],
    });
  });

  it("leaves the stack's tag as it was, of what can't exist twice too", async () => {
    deepStrictEqual(transformed("aws:ec2/vpc:Vpc")?.opts, { protect: true, ignoreChanges: ["tags.Stack"] });
    for (const type of ["subnet:Subnet", "internetGateway:InternetGateway"])
      deepStrictEqual(
        transformed(`aws:ec2/${type}`)?.opts,
        { protect: true, deleteBeforeReplace: true, ignoreChanges: ["tags.Stack"] },
        type,
      );
    deepStrictEqual(await propsOf("aws:ec2/vpc:Vpc", { Name: "Lab VPC" }), {
      cidrBlock: "10.0.1.0/24",
      tags: { Name: "Lab VPC" },
    });
  });

  it("leaves every other resource alone", () => {
    strictEqual(transformed("aws:ec2/eip:Eip"), undefined);
  });
});
