import assert from "node:assert/strict";
import { buildVpc } from "../../../providers/awsx/vpcComponent";
import { unknownValue, type Values } from "../../../providers/plugin/propertyValues";
import type { Registered, Registration } from "../../../providers/plugin/resourceMonitor";

/** Takes the engine's place: accepts every registration, and gives each resource its type and name as id. */
class FakeMonitor {
  readonly registered: Registration[] = [];

  registerResource(child: Registration): Promise<Registered> {
    this.registered.push(child);
    const short = `${child.type.split(":").at(-1)} ${child.name}`;
    return Promise.resolve({ urn: short, id: { value: `id of ${short}`, from: [short] }, outputs: {} });
  }

  /** `Type name < parent` of everything that was registered. */
  get tree(): string[] {
    return this.registered
      .map(({ type, name, parent }) => `${type.split(":").at(-1)} ${name} < ${parent}`)
      .sort();
  }

  inputs(type: string): Values {
    const found = this.registered.find((child) => child.type.endsWith(`:${type}`));
    const inputs = Object.entries(found?.inputs ?? {}).filter(([, { value }]) => value !== undefined);
    return Object.fromEntries(inputs.map(([key, { value }]) => [key, value]));
  }
}

const spec = { type: "Public", cidrBlocks: ["10.0.1.0/24"] };
const offered = {
  availabilityZoneNames: ["us-east-1b"],
  cidrBlock: "10.0.0.0/16",
  natGateways: { strategy: "None" },
  subnetSpecs: [spec],
  subnetStrategy: "Auto",
};
const build = (monitor: FakeMonitor, inputs: Values) => buildVpc("lab", "component", inputs, monitor);

describe("building awsx.ec2.Vpc", () => {
  it("creates the VPC, its gateway, and the public subnet with the route to the internet", async () => {
    const monitor = new FakeMonitor();
    const outputs = await build(monitor, offered);
    assert.deepEqual(monitor.tree, [
      "InternetGateway lab < Vpc lab",
      "Route lab-public-1 < RouteTable lab-public-1",
      "RouteTable lab-public-1 < Subnet lab-public-1",
      "RouteTableAssociation lab-public-1 < RouteTable lab-public-1",
      "Subnet lab-public-1 < Vpc lab",
      "Vpc lab < component",
    ]);
    assert.equal(outputs.vpcId, "id of Vpc lab");
    assert.deepEqual(outputs.publicSubnetIds, ["id of Subnet lab-public-1"]);
    assert.deepEqual([outputs.privateSubnetIds, outputs.isolatedSubnetIds], [[], []]);
    assert.deepEqual(outputs.subnetLayout, [{ type: "Public", cidrBlocks: ["10.0.1.0/24"] }]);
  });

  it("gives the children awsx's inputs and tags", async () => {
    const monitor = new FakeMonitor();
    await build(monitor, {
      ...offered,
      enableDnsHostnames: true,
      subnetSpecs: [{ ...spec, tags: { Task: "1" } }],
      tags: { Name: "Lab VPC", Course: "Lab" },
    });
    assert.deepEqual(monitor.inputs("Vpc"), {
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      tags: { Name: "Lab VPC", Course: "Lab" },
    });
    assert.deepEqual(monitor.inputs("Subnet"), {
      vpcId: "id of Vpc lab",
      availabilityZone: "us-east-1b",
      mapPublicIpOnLaunch: true,
      cidrBlock: "10.0.1.0/24",
      assignIpv6AddressOnCreation: false,
      tags: { Name: "lab-public-1", Course: "Lab", Task: "1", SubnetType: "Public" },
    });
    assert.deepEqual(monitor.inputs("RouteTable").tags, {
      Name: "lab-public-1",
      Course: "Lab",
      SubnetType: "Public",
    });
    assert.deepEqual(monitor.inputs("Route"), {
      routeTableId: "id of RouteTable lab-public-1",
      gatewayId: "id of InternetGateway lab",
      destinationCidrBlock: "0.0.0.0/0",
    });
  });

  const isnt = "isn't offered by this stand-in: expected";
  const refused: [string, Values, string][] = [
    [
      "a second zone",
      { availabilityZoneNames: ["a", "b"] },
      `availabilityZoneNames: ${isnt} one zone, got 2`,
    ],
    [
      "awsx's default zones",
      { availabilityZoneNames: undefined },
      "availabilityZoneNames: is required: expected a list",
    ],
    [
      "a private subnet",
      { subnetSpecs: [{ ...spec, type: "Private" }] },
      `subnetSpecs[0].type: ${isnt} "Public", got "Private"`,
    ],
    ["a second subnet", { subnetSpecs: [spec, spec] }, `subnetSpecs: ${isnt} one public subnet, got 2`],
    [
      "a subnet without a range",
      { subnetSpecs: [{ type: "Public" }] },
      "subnetSpecs[0].cidrBlocks: is required: expected a list",
    ],
    [
      "a subnet by its size",
      { subnetSpecs: [{ ...spec, size: 256 }] },
      `subnetSpecs[0].size: ${isnt} one of cidrBlocks, tags, type, got "size"`,
    ],
    [
      "NAT gateways",
      { natGateways: { strategy: "OnePerAz" } },
      `natGateways.strategy: ${isnt} "None", got "OnePerAz"`,
    ],
    [
      "awsx's default NAT gateways",
      { natGateways: undefined },
      "natGateways: is required: expected an object",
    ],
    ["another strategy", { subnetStrategy: "Exact" }, `subnetStrategy: ${isnt} "Auto", got "Exact"`],
    [
      "a range that is known only after the update",
      { cidrBlock: unknownValue },
      "cidrBlock: expected a plain value, got one that is known only after the update",
    ],
  ];
  for (const [what, inputs, fault] of refused) {
    it(`refuses ${what}, before anything is registered`, async () => {
      const monitor = new FakeMonitor();
      const given = Object.fromEntries(
        Object.entries({ ...offered, ...inputs }).filter(([, value]) => value !== undefined),
      );
      await assert.rejects(build(monitor, given), {
        message: `awsx:ec2:Vpc has 1 invalid input(s):\n - ${fault}`,
      });
      assert.deepEqual(monitor.registered, []);
    });
  }

  it("refuses everything at once", async () => {
    const inputs = { ...offered, vpcEndpointSpecs: [], subnetStrategy: "Legacy" };
    await assert.rejects(build(new FakeMonitor(), inputs), {
      message: new RegExp(
        [
          "^awsx:ec2:Vpc has 2 invalid input\\(s\\):",
          ` - subnetStrategy: ${isnt} "Auto", got "Legacy"`,
          ` - vpcEndpointSpecs: ${isnt} one of availabilityZoneNames, .*, got "vpcEndpointSpecs"$`,
        ].join("\n"),
      ),
    });
  });
});
