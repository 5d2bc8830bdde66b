import assert from "node:assert/strict";
import { Driver, summary, type Kept } from "../support/driver";
import { startAccount, type Account } from "../support/moto";

const vpcType = "aws:ec2/vpc:Vpc";
const groupType = "aws:ec2/securityGroup:SecurityGroup";
const web = { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] };

describe("EC2 resources, against moto server", function () {
  this.timeout(120_000);
  let account: Account;
  let driver: Driver;
  let vpc: Kept;

  before(async () => {
    account = await startAccount();
    driver = new Driver(account.provider);
    vpc = await driver.create(vpcType, "vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: "Lab VPC" } });
  });
  after(() => account.stop());

  it("a VPC: created with its outputs, changed in place, replaced for another range", async () => {
    assert.match(vpc.id, /^vpc-/);
    assert.equal(vpc.state.arn, `arn:aws:ec2:us-east-1:123456789012:vpc/${vpc.id}`);
    for (const output of ["defaultSecurityGroupId", "mainRouteTableId", "defaultNetworkAclId"]) {
      assert.match(String(vpc.state[output]), /^(sg|rtb|acl)-/, output);
    }
    assert.deepEqual([vpc.state.enableDnsSupport, vpc.state.enableDnsHostnames], [true, false]);

    const news = {
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      tags: { Name: "Other", Course: "Lab" },
    };
    assert.deepEqual(summary(await driver.diff(vpc, news)), [
      "~ enableDnsHostnames",
      "+ tags.Course",
      "~ tags.Name",
      "+ tagsAll.Course",
      "~ tagsAll.Name",
    ]);
    vpc = await driver.update(vpc, news);
    assert.equal(vpc.state.enableDnsHostnames, true);
    assert.deepEqual(vpc.state.tags, { Name: "Other", Course: "Lab" });
    assert.deepEqual(summary(await driver.diff(vpc, news)), []);
    assert.deepEqual(summary(await driver.diff(vpc, { ...news, cidrBlock: "10.1.0.0/16" })), [
      "~! cidrBlock",
    ]);
  });

  it("a gateway, a subnet, a route table, its association and its route", async () => {
    const gateway = await driver.create("aws:ec2/internetGateway:InternetGateway", "gateway", {
      vpcId: vpc.id,
    });
    assert.equal(gateway.state.vpcId, vpc.id);
    let subnet = await driver.create("aws:ec2/subnet:Subnet", "subnet", {
      vpcId: vpc.id,
      cidrBlock: "10.0.1.0/24",
      availabilityZone: "us-east-1a",
      mapPublicIpOnLaunch: true,
    });
    assert.equal(subnet.state.mapPublicIpOnLaunch, true);
    subnet = await driver.update(subnet, { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
    assert.equal(subnet.state.mapPublicIpOnLaunch, false);
    assert.deepEqual(summary(await driver.diff(subnet, { vpcId: vpc.id, cidrBlock: "10.0.2.0/24" })), [
      "~! cidrBlock",
    ]);

    const table = await driver.create("aws:ec2/routeTable:RouteTable", "table", { vpcId: vpc.id });
    const other = await driver.create("aws:ec2/routeTable:RouteTable", "other", { vpcId: vpc.id });
    const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    let association = await driver.create(associationType, "association", {
      subnetId: subnet.id,
      routeTableId: table.id,
    });
    association = await driver.update(association, { subnetId: subnet.id, routeTableId: other.id });
    assert.equal((await driver.refresh(association))?.state.routeTableId, other.id);
    const adopted = await driver.import(associationType, "association", `${subnet.id}/${other.id}`);
    assert.match(adopted?.id ?? "", /^rtbassoc-/);
    assert.deepEqual(adopted?.state, association.state);
    assert.deepEqual((await driver.refresh(adopted))?.state, association.state);
    assert.equal(
      await driver.import(associationType, "association", `${subnet.id}/${table.id}`),
      undefined,
      "with another table",
    );
    await assert.rejects(driver.import(associationType, "association", adopted.id), {
      message: `reading ${associationType} (association): expected an id of the form SUBNET/ROUTETABLE, got "${adopted.id}"`,
    });

    const route = await driver.create("aws:ec2/route:Route", "route", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    });
    // The number is the CRC-32 of the destination, as in the released provider.
    assert.equal(route.id, `r-${table.id}1080289494`);
    const imported = await driver.import("aws:ec2/route:Route", "route", `${table.id}_0.0.0.0/0`);
    assert.deepEqual([imported?.id, imported?.inputs.gatewayId], [route.id, gateway.id]);

    for (const resource of [route, association, table, other, subnet, gateway]) {
      await driver.delete(resource);
      assert.equal(await driver.refresh(resource), undefined, resource.type);
      await driver.delete(resource);
    }
  });

  it("a tag of a resource that something else created: taken over, changed in place, replaced for another key", async () => {
    const resourceId = String(vpc.state.defaultSecurityGroupId);
    const inputs = { resourceId, key: "ConfigRule", value: "one" };
    let tag = await driver.create("aws:ec2/tag:Tag", "tag", inputs);
    assert.equal(tag.id, `${resourceId},ConfigRule`);
    assert.deepEqual(summary(await driver.diff(tag, inputs)), []);
    assert.deepEqual(summary(await driver.diff(tag, { ...inputs, key: "Other" })), ["~! key"]);
    tag = await driver.update(tag, { ...inputs, value: "two" });
    assert.equal((await driver.refresh(tag))?.state.value, "two");
    const imported = await driver.import("aws:ec2/tag:Tag", "tag", tag.id);
    assert.deepEqual([imported?.id, imported?.state], [tag.id, tag.state]);
    await driver.delete(tag);
    assert.equal(await driver.refresh(tag), undefined);
  });

  it("a security group: rules are absolute, and nothing is allowed out unless the program says so", async () => {
    const inputs = { description: "LabSG1", name: "LabSG1", vpcId: vpc.id, ingress: [web] };
    let group = await driver.create(groupType, "group", inputs);
    assert.deepEqual(group.state.egress, []);
    assert.deepEqual(group.state.ingress, [
      {
        ...web,
        description: "",
        ipv6CidrBlocks: [],
        prefixListIds: [],
        securityGroups: [],
        self: false,
      },
    ]);
    assert.deepEqual(
      summary(await driver.diff(group, { ...inputs, ingress: [{ ...web, protocol: "6" }] })),
      [],
    );

    const tls = { ...web, fromPort: 443, toPort: 443 };
    group = await driver.update(group, {
      ...inputs,
      ingress: [web, tls],
      egress: [{ ...web, protocol: "-1", fromPort: 0, toPort: 0 }],
    });
    assert.deepEqual(await portsOf(group.id), [80, 443]);
    group = await driver.update(group, { ...inputs, ingress: [tls] });
    assert.deepEqual(await portsOf(group.id), [443]);
    assert.equal((group.state.egress as unknown[]).length, 1, "rules that the program doesn't mention stay");

    const difference = await driver.diff(group, { ...inputs, description: "Other" });
    assert.deepEqual(summary(difference), ["~! description", "~ ingress[0]"]);
    assert.equal(difference.deleteBeforeReplace, true, "the new one would have the old one's name");
    await driver.delete(group);
    assert.equal(await driver.refresh(group), undefined);
  });

  it("a rule from outside shows in a refresh, and the next update revokes it", async () => {
    const inputs = { vpcId: vpc.id, ingress: [web] };
    const group = await driver.create(groupType, "watched", inputs);
    assert.match(String(group.inputs.name), /^watched-[0-9a-f]{7}$/);
    await authorize(group.id, 465);
    assert.deepEqual(summary(await driver.diff(group, inputs)), []);
    const refreshed = await driver.refresh(group);
    assert.equal((refreshed?.inputs.ingress as unknown[]).length, 2);
    assert.deepEqual(summary(await driver.diff(refreshed!, inputs)), ["- ingress[1]"]);
    await driver.update(refreshed!, inputs);
    assert.deepEqual(await portsOf(group.id), [80]);
    await driver.delete(group);
  });

  it("a failure names the operation, the type, the name and AWS's own code", async () => {
    const inputs = { vpcId: vpc.id, name: "twice" };
    const group = await driver.create(groupType, "first", inputs);
    await assert.rejects(driver.create(groupType, "second", inputs), {
      message: /^creating aws:ec2\/securityGroup:SecurityGroup \(second\): InvalidGroup\.Duplicate: /,
    });
    await driver.delete(group);
  });

  it("a group whose rules are rejected is kept as partially created, so that it can be deleted", async () => {
    const bad = { ...web, cidrBlocks: ["10.0.0.0/99"] };
    const failed = driver.create(groupType, "half", { vpcId: vpc.id, ingress: [bad] });
    const error = await failed.then(
      () => assert.fail("the rule was accepted"),
      (reason: Error & { id?: string }) => reason,
    );
    assert.equal(error.name, "PartlyDoneError");
    assert.match(String(error.id), /^sg-/);
    await driver.delete({ type: groupType, name: "half", id: String(error.id), inputs: {}, state: {} });
  });

  it("default tags of the provider reach every resource, and aren't among its own", async () => {
    const tagged = new Driver(account.configured({ defaultTags: '{"tags":{"Course":"Lab"}}' }));
    const made = await tagged.create("aws:ec2/routeTable:RouteTable", "tagged", {
      vpcId: vpc.id,
      tags: { Name: "t" },
    });
    assert.deepEqual(made.state.tags, { Name: "t" });
    assert.deepEqual(made.state.tagsAll, { Name: "t", Course: "Lab" });
    assert.deepEqual(summary(await driver.diff(made, { vpcId: vpc.id, tags: { Name: "t" } })), [
      "- tagsAll.Course",
    ]);
    const retagged = await driver.update(made, { vpcId: vpc.id, tags: { Other: "1" } });
    assert.deepEqual(retagged.state.tagsAll, { Other: "1" });
    await driver.delete(made);
  });

  it("a resource's own region is honoured", async () => {
    const there = await driver.create(vpcType, "there", { cidrBlock: "10.0.0.0/16", region: "eu-west-1" });
    assert.equal(there.state.region, "eu-west-1");
    assert.match(String(there.state.arn), /^arn:aws:ec2:eu-west-1:/);
    const { Vpcs } = await account.aws.in("eu-west-1").ec2.describeVpcs({ VpcIds: [there.id] });
    assert.equal(Vpcs?.length, 1);
    assert.deepEqual(summary(await driver.diff(there, { cidrBlock: "10.0.0.0/16", region: "us-east-1" })), [
      "~! region",
    ]);
    await driver.delete(there);
  });

  async function portsOf(group: string): Promise<unknown[]> {
    const { SecurityGroups } = await account.aws.ec2.describeSecurityGroups({ GroupIds: [group] });
    return (SecurityGroups?.[0]?.IpPermissions ?? [])
      .map(({ FromPort = 0 }) => FromPort)
      .sort((one, other) => one - other);
  }

  async function authorize(GroupId: string, port: number): Promise<void> {
    const IpPermissions = [
      { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    ];
    await account.aws.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
  }
});
