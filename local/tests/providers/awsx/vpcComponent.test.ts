import assert from "node:assert/strict";
import { buildVpc } from "../../../providers/awsx/vpcComponent";
import type { Registered, Registration } from "../../../providers/plugin/resourceMonitor";
import type { Values } from "../../../providers/plugin/propertyValues";

/** Stands for the engine: takes every registration, and gives each resource its type and name as id. */
class FakeMonitor {
  readonly registered: Registration[] = [];
  readonly invoked: [string, Values][] = [];

  registerResource(child: Registration): Promise<Registered> {
    this.registered.push(child);
    const short = `${child.type.split(":").at(-1)} ${child.name}`;
    return Promise.resolve({ urn: short, id: { value: `id of ${short}`, from: [short] }, outputs: {} });
  }

  invoke(token: string, args: Values): Promise<Values> {
    this.invoked.push([token, args]);
    return Promise.resolve({ names: ["us-east-1a", "us-east-1b", "us-east-1c"] });
  }

  /** `Type name < parent` of everything that was registered. */
  get tree(): string[] {
    return this.registered
      .map(({ type, name, parent }) => `${type.split(":").at(-1)} ${name} < ${parent}`)
      .sort();
  }

  inputs(type: string, name: string): Values {
    const found = this.registered.find((child) => child.type.endsWith(`:${type}`) && child.name === name);
    const inputs = Object.entries(found?.inputs ?? {}).filter(([, { value }]) => value !== undefined);
    return Object.fromEntries(inputs.map(([key, { value }]) => [key, value]));
  }
}

const none = { natGateways: { strategy: "None" }, subnetStrategy: "Auto" };
const build = (monitor: FakeMonitor, inputs: Values) => buildVpc("lab", "component", inputs, monitor);

describe("building awsx.ec2.Vpc", () => {
  it("makes a subnet of each kind in each zone, and a route to the internet for public ones only", async () => {
    const monitor = new FakeMonitor();
    const outputs = await build(monitor, {
      ...none,
      numberOfAvailabilityZones: 2,
      subnetSpecs: [
        { type: "Isolated" },
        { type: "Private", name: "app" },
        { type: "Public" },
        { type: "Unused" },
      ],
    });
    assert.deepEqual(monitor.invoked, [
      ["aws:index/getAvailabilityZones:getAvailabilityZones", { region: undefined }],
    ]);
    const ofZone = (zone: number) =>
      ["app", "isolated", "public"].flatMap((kind) => [
        `RouteTable lab-${kind}-${zone} < Subnet lab-${kind}-${zone}`,
        `RouteTableAssociation lab-${kind}-${zone} < RouteTable lab-${kind}-${zone}`,
        `Subnet lab-${kind}-${zone} < Vpc lab`,
        ...(kind === "public" ? [`Route lab-public-${zone} < RouteTable lab-public-${zone}`] : []),
      ]);
    assert.deepEqual(
      monitor.tree,
      ["InternetGateway lab < Vpc lab", "Vpc lab < component", ...ofZone(1), ...ofZone(2)].sort(),
    );
    assert.deepEqual(outputs.publicSubnetIds, ["id of Subnet lab-public-1", "id of Subnet lab-public-2"]);
    assert.deepEqual(outputs.privateSubnetIds, ["id of Subnet lab-app-1", "id of Subnet lab-app-2"]);
    assert.deepEqual(outputs.isolatedSubnetIds, [
      "id of Subnet lab-isolated-1",
      "id of Subnet lab-isolated-2",
    ]);
    assert.deepEqual(outputs.subnetLayout, [
      { type: "Isolated", name: undefined, cidrBlocks: undefined, cidrMask: undefined, size: undefined },
      { type: "Private", name: "app", cidrBlocks: undefined, cidrMask: undefined, size: undefined },
      { type: "Public", name: undefined, cidrBlocks: undefined, cidrMask: undefined, size: undefined },
      { type: "Unused", name: undefined, cidrBlocks: undefined, cidrMask: undefined, size: undefined },
    ]);
    assert.equal(outputs.vpcId, "id of Vpc lab");
  });

  it("gives the children awsx's inputs and tags", async () => {
    const monitor = new FakeMonitor();
    await build(monitor, {
      ...none,
      availabilityZoneNames: ["us-east-1b"],
      enableDnsHostnames: true,
      subnetNameTagStrategy: "AvailabilityZone",
      subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.1.0/24"], tags: { Task: "1" } }],
      tags: { Name: "Lab VPC", Course: "Lab" },
    });
    assert.deepEqual(monitor.inputs("Vpc", "lab"), {
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      tags: { Name: "Lab VPC", Course: "Lab" },
    });
    assert.deepEqual(monitor.inputs("Subnet", "lab-public-1"), {
      vpcId: "id of Vpc lab",
      availabilityZone: "us-east-1b",
      mapPublicIpOnLaunch: true,
      cidrBlock: "10.0.1.0/24",
      assignIpv6AddressOnCreation: false,
      tags: { Name: "lab-public-1b", Course: "Lab", Task: "1", SubnetType: "Public" },
    });
    assert.deepEqual(monitor.inputs("RouteTable", "lab-public-1").tags, {
      Name: "lab-public-1b",
      Course: "Lab",
      SubnetType: "Public",
    });
    assert.deepEqual(monitor.inputs("Route", "lab-public-1"), {
      routeTableId: "id of RouteTable lab-public-1",
      gatewayId: "id of InternetGateway lab",
      destinationCidrBlock: "0.0.0.0/0",
    });
  });

  const refused: [string, Values, RegExp][] = [
    [
      "zones both by name and by number",
      { ...none, availabilityZoneNames: ["a"], numberOfAvailabilityZones: 1 },
      /^Only one of \[availabilityZoneNames\] and \[numberOfAvailabilityZones\] can be specified$/,
    ],
    [
      "more zones than the region has",
      { ...none, numberOfAvailabilityZones: 4 },
      /does not have at least 4 Availability Zones\./,
    ],
    [
      "addresses for NAT gateways that aren't made",
      { subnetStrategy: "Auto", natGateways: { strategy: "None", elasticIpAllocationIds: ["e"] } },
      /^Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is 'None'\.$/,
    ],
    [
      "NAT gateways",
      { subnetStrategy: "Auto" },
      /^NAT gateways \(strategy "OnePerAz"\) are not realised by this stand-in;/,
    ],
    [
      "zones that the name tags can't tell apart",
      {
        ...none,
        availabilityZoneNames: ["us-east-1a", "us-west-1a"],
        subnetNameTagStrategy: "AvailabilityZone",
      },
      /"us-east-1a" and "us-west-1a" both reduce to "1a"\.$/,
    ],
    [
      "awsx's default strategy",
      { natGateways: { strategy: "None" } },
      /^subnetStrategy "Legacy" is not among those this stand-in realises: "Auto" and "Exact"\./,
    ],
  ];
  for (const [what, inputs, message] of refused) {
    it(`refuses ${what}, before anything is registered`, async () => {
      const monitor = new FakeMonitor();
      await assert.rejects(build(monitor, inputs), { message });
      assert.deepEqual(monitor.registered, []);
    });
  }
});
