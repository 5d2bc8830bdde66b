import assert from "node:assert/strict";
import { EC2 } from "@aws-sdk/client-ec2";
import { IAM } from "@aws-sdk/client-iam";
import { SecurityGroup, type SecurityGroupArgs } from "@pulumi/aws/ec2";
import { Role } from "@pulumi/aws/iam";
import { Vpc, type VpcArgs } from "@pulumi/awsx/ec2";
import { CustomResource, type CustomResourceOptions, type Inputs } from "@pulumi/pulumi";
import { plannedSteps, startStack, type TestStack } from "./support/stack";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const web = { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] };
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "config.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

const network: VpcArgs = {
  availabilityZoneNames: ["us-east-1a"],
  cidrBlock: "10.0.0.0/16",
  enableDnsHostnames: true,
  natGateways: { strategy: "None" },
  subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.1.0/24"], tags: { Task: "1" } }],
  subnetStrategy: "Auto",
  tags: { Course: "Lab" },
};

/** A resource of any type, with any inputs, for what the plugin refuses. */
class AnyResource extends CustomResource {
  constructor(type: string, name: string, inputs: Inputs, options?: CustomResourceOptions) {
    super(type, name, inputs, options);
  }
}

describe("the provider stand-ins under the real engine", function () {
  this.timeout(180_000);
  let test: TestStack;
  let ec2: EC2;

  // What the program says; tests change it between runs.
  let group: SecurityGroupArgs = { description: "LabSG1", name: "LabSG1", ingress: [web] };
  let ignoreChanges: string[] = [];
  let roleName = "first";
  let extra: () => unknown = () => undefined;

  const program = () => {
    const lab = new Vpc("lab", network);
    const made = new SecurityGroup("group", { ...group, vpcId: lab.vpcId }, { ignoreChanges });
    const role = new Role("role", { name: roleName, assumeRolePolicy: trust });
    extra();
    return Promise.resolve({
      defaultGroup: lab.vpc.defaultSecurityGroupId,
      groupId: made.id,
      publicSubnetIds: lab.publicSubnetIds,
      roleArn: role.arn,
      layout: lab.subnetLayout,
    });
  };

  before(async () => {
    test = await startStack(() => program());
    const { credentials, endpoint, region } = test.session.aws;
    ec2 = new EC2({ credentials, endpoint, region });
  });
  after(() => test.stop());

  it("preview plans the resources of awsx's VPC, by awsx's names, and everything else", async () => {
    assert.deepEqual(await plannedSteps(test.stack), [
      "create aws:ec2/internetGateway:InternetGateway lab",
      "create aws:ec2/route:Route lab-public-1",
      "create aws:ec2/routeTable:RouteTable lab-public-1",
      "create aws:ec2/routeTableAssociation:RouteTableAssociation lab-public-1",
      `create ${groupType} group`,
      "create aws:ec2/subnet:Subnet lab-public-1",
      "create aws:ec2/vpc:Vpc lab",
      "create aws:iam/role:Role role",
      "create awsx:ec2:Vpc lab",
    ]);
  });

  it("up creates them, and then plans no change", async () => {
    const { outputs } = await test.stack.up();
    assert.match(String(outputs.defaultGroup?.value), /^sg-/);
    assert.match(String(outputs.roleArn?.value), /:role\/first$/);
    assert.deepEqual(outputs.layout?.value, [{ cidrBlocks: ["10.0.1.0/24"], type: "Public" }]);
    assert.deepEqual(await plannedSteps(test.stack), []);
    await test.stack.refresh({ expectNoChanges: true });
    assert.deepEqual(await plannedSteps(test.stack), []);
  });

  it("awsx's children have its parents, dependencies and tags", async () => {
    const children = (await resources()).filter(({ urn }) => urn.includes("awsx:ec2:Vpc$"));
    const short = (urn: string | undefined) =>
      urn
        ?.split("$")
        .at(-1)
        ?.replace(/^.*:(\w+)::/, "$1 ");
    assert.deepEqual(
      Object.fromEntries(
        children.map(({ urn, parent, dependencies = [], inputs = {} }) => [
          short(urn),
          [short(parent), dependencies.map(short).sort(), inputs.tags],
        ]),
      ),
      {
        "Vpc lab": ["Vpc lab", [], { Course: "Lab", Name: "lab" }],
        "InternetGateway lab": ["Vpc lab", ["Vpc lab"], { Course: "Lab", Name: "lab" }],
        "Subnet lab-public-1": [
          "Vpc lab",
          ["Vpc lab"],
          { Course: "Lab", Name: "lab-public-1", SubnetType: "Public", Task: "1" },
        ],
        "RouteTable lab-public-1": [
          "Subnet lab-public-1",
          ["Subnet lab-public-1", "Vpc lab"],
          { Course: "Lab", Name: "lab-public-1", SubnetType: "Public" },
        ],
        "RouteTableAssociation lab-public-1": [
          "RouteTable lab-public-1",
          ["RouteTable lab-public-1", "Subnet lab-public-1"],
          undefined,
        ],
        "Route lab-public-1": [
          "RouteTable lab-public-1",
          ["InternetGateway lab", "RouteTable lab-public-1"],
          undefined,
        ],
      },
    );
  });

  it("a change is planned by property, in place or by replacement, and then applied", async () => {
    group = { ...group, ingress: [web, { ...web, fromPort: 443, toPort: 443 }] };
    roleName = "second";
    assert.deepEqual(await plannedSteps(test.stack), [
      "create-replacement aws:iam/role:Role role [~name]",
      "delete-replaced aws:iam/role:Role role",
      "replace aws:iam/role:Role role [~name]",
      `update ${groupType} group [+ingress[1]]`,
    ]);
    const { summary, outputs } = await test.stack.up();
    assert.deepEqual(summary.resourceChanges, { replace: 1, same: 8, update: 1 });
    assert.match(String(outputs.roleArn?.value), /:role\/second$/);
    assert.deepEqual(await ports(), [80, 443]);
    const { credentials, endpoint, region } = test.session.aws;
    const { Roles } = await new IAM({ credentials, endpoint, region }).listRoles({});
    assert.deepEqual(
      Roles?.map((role) => role.RoleName),
      ["second"],
    );
  });

  it("a rule from outside is drift: a refresh shows it, and the program removes it", async () => {
    await authorize(465);
    assert.deepEqual(await plannedSteps(test.stack), [], "nothing is read before a refresh");
    await test.stack.refresh();
    assert.deepEqual(await plannedSteps(test.stack), [`update ${groupType} group [-ingress[2]]`]);
    await test.stack.up();
    assert.deepEqual(await ports(), [80, 443]);
  });

  it("with ignoreChanges a rule from outside stays, and neither refresh nor preview plans a change", async () => {
    ignoreChanges = ["ingress"];
    await authorize(993);
    await test.stack.refresh();
    group = { ...group, ingress: [web] };
    assert.deepEqual(await plannedSteps(test.stack), []);
    await test.stack.up();
    assert.deepEqual(await ports(), [80, 443, 993]);
  });

  it("refuses by name what isn't offered, and invalid inputs, before anything is created", async () => {
    const refusals: [() => unknown, RegExp][] = [
      [
        () => new AnyResource("aws:foo/bar:Bar", "bar", {}),
        /aws:foo\/bar:Bar isn't offered by this stand-in: /,
      ],
      [
        () =>
          new AnyResource(groupType, "wrong", {
            descripton: "x",
            ingress: [{ protocol: "tcp", fromPort: "a" }],
          }),
        /ingress\[0\]\.fromPort.*expected a number, got "a" \(string\)/s,
      ],
      [() => new AnyResource(groupType, "wrong", { descripton: "x" }), /did you mean description\?/],
      [
        () => new Vpc("wrong", { ...network, natGateways: { strategy: "OnePerAz" } }),
        /natGateways\.strategy: isn't offered by this stand-in: expected "None", got "OnePerAz"/,
      ],
      [
        () => new Vpc("wrong", { ...network, subnetStrategy: "Legacy" }),
        /subnetStrategy: isn't offered by this stand-in: expected "Auto", got "Legacy"/,
      ],
    ];
    for (const [make, message] of refusals) {
      extra = make;
      await assert.rejects(test.stack.preview(), message);
    }
    extra = () => undefined;
  });

  it("a failure of AWS is shown with its operation, type, name and code, and what was created before it stays", async () => {
    extra = () => new SecurityGroup("twin", { name: "LabSG1", vpcId: groupVpc });
    const groupVpc = (await describeGroup()).VpcId;
    await assert.rejects(
      test.stack.up(),
      /creating aws:ec2\/securityGroup:SecurityGroup \(twin\): InvalidGroup\.Duplicate: /,
    );
    extra = () => undefined;
    assert.deepEqual(await plannedSteps(test.stack), []);
  });

  it("destroy deletes everything", async () => {
    await test.stack.destroy();
    assert.deepEqual(await resources(), []);
    const { Vpcs } = await ec2.describeVpcs({ Filters: [{ Name: "is-default", Values: ["false"] }] });
    assert.deepEqual(Vpcs, []);
    const { SecurityGroups } = await ec2.describeSecurityGroups({});
    assert.deepEqual(
      SecurityGroups?.map(({ GroupName }) => GroupName),
      ["default"],
    );
  });

  interface StateResource {
    readonly urn: string;
    readonly parent?: string;
    readonly dependencies?: string[];
    readonly inputs?: { tags?: unknown };
  }

  async function resources(): Promise<StateResource[]> {
    const { deployment } = (await test.stack.exportStack()) as {
      deployment: { resources?: StateResource[] };
    };
    return deployment.resources ?? [];
  }

  async function describeGroup() {
    const { SecurityGroups } = await ec2.describeSecurityGroups({
      Filters: [{ Name: "group-name", Values: ["LabSG1"] }],
    });
    return SecurityGroups![0]!;
  }

  async function ports(): Promise<number[]> {
    const { IpPermissions = [] } = await describeGroup();
    return IpPermissions.map(({ FromPort = 0 }) => FromPort).sort((one, other) => one - other);
  }

  async function authorize(port: number): Promise<void> {
    const { GroupId } = await describeGroup();
    const IpPermissions = [
      { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    ];
    await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
  }
});
