import assert from "node:assert/strict";
import { join } from "node:path";
import { loadTypeScript } from "@config-remediation-lab/local/support/loadTypeScript";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import { findLeftovers, type Leftover } from "../../leftovers";
import type { StateResource } from "../../stack/state";
import { fakeClients } from "../fakes/fakeClients";

const vpc: StateResource = {
  type: "aws:ec2/vpc:Vpc",
  name: "network-vpc",
  id: "vpc-1",
  inputs: { tags: { Name: "Lab VPC", Stack: "dev" } },
  outputs: {},
};
const group: StateResource = { ...vpc, type: "aws:ec2/securityGroup:SecurityGroup", name: "sg1", id: "sg-1" };

/** A VPC with nothing in it but what AWS creates with it, and the stack's group. */
const nothing = {
  DescribeInstances: () => ({}),
  DescribeNatGateways: () => ({}),
  DescribeVpcEndpoints: () => ({}),
  DescribeNetworkInterfaces: () => ({}),
  DescribeVpcPeeringConnections: () => ({}),
  DescribeSecurityGroups: () => ({
    SecurityGroups: [
      { GroupId: "sg-0", GroupName: "default" },
      { GroupId: "sg-1", GroupName: "LabSG1" },
    ],
  }),
  DescribeSecurityGroupRules: () => ({}),
  DescribeSubnets: () => ({}),
  DescribeRouteTables: () => ({
    RouteTables: [{ RouteTableId: "rtb-0", Associations: [{ Main: true, RouteTableAssociationId: "a-0" }] }],
  }),
  DescribeInternetGateways: () => ({}),
  DescribeNetworkAcls: () => ({ NetworkAcls: [{ NetworkAclId: "acl-0", IsDefault: true }] }),
};

const commandsOf = (found: readonly Leftover[]) => found.flatMap(({ commands }) => commands);

describe("what keeps a stack from being destroyed", () => {
  const state = { resources: [vpc, group], interrupted: [] };

  it("is nothing while the VPC has only what is the stack's or goes with it", async () => {
    assert.deepEqual(await findLeftovers(fakeClients(nothing), state), []);
  });

  it("is named in the order of removal, with the commands", async () => {
    const clients = fakeClients({
      ...nothing,
      DescribeInstances: () => ({
        Reservations: [
          {
            Instances: [
              { InstanceId: "i-1", State: { Name: "running" }, Tags: [{ Key: "Name", Value: "mine" }] },
              { InstanceId: "i-2", State: { Name: "terminated" } },
            ],
          },
        ],
      }),
      DescribeNatGateways: () => ({ NatGateways: [{ NatGatewayId: "nat-1", State: "available" }] }),
      DescribeVpcEndpoints: () => ({
        VpcEndpoints: [{ VpcEndpointId: "vpce-1", State: "available", ServiceName: "com.amazonaws.s3" }],
      }),
      DescribeNetworkInterfaces: () => ({
        NetworkInterfaces: [
          { NetworkInterfaceId: "eni-1", Description: "mine" },
          { NetworkInterfaceId: "eni-2", Attachment: { InstanceId: "i-1" } },
          { NetworkInterfaceId: "eni-3", InterfaceType: "nat_gateway" },
        ],
      }),
      DescribeSecurityGroups: () => ({
        SecurityGroups: [
          { GroupId: "sg-0", GroupName: "default" },
          { GroupId: "sg-1", GroupName: "LabSG1" },
          { GroupId: "sg-2", GroupName: "mine" },
        ],
      }),
      DescribeSecurityGroupRules: () => ({
        SecurityGroupRules: [
          { SecurityGroupRuleId: "sgr-1", GroupId: "sg-9", ReferencedGroupInfo: { GroupId: "sg-1" } },
          {
            SecurityGroupRuleId: "sgr-2",
            GroupId: "sg-9",
            IsEgress: true,
            ReferencedGroupInfo: { GroupId: "sg-0" },
          },
          { SecurityGroupRuleId: "sgr-3", GroupId: "sg-0", ReferencedGroupInfo: { GroupId: "sg-0" } },
          { SecurityGroupRuleId: "sgr-4", GroupId: "sg-1" },
        ],
      }),
      DescribeSubnets: () => ({ Subnets: [{ SubnetId: "subnet-2" }] }),
      DescribeRouteTables: () => ({
        RouteTables: [{ RouteTableId: "rtb-2", Associations: [{ RouteTableAssociationId: "rtbassoc-2" }] }],
      }),
      DescribeInternetGateways: () => ({ InternetGateways: [{ InternetGatewayId: "igw-2" }] }),
      DescribeNetworkAcls: () => ({ NetworkAcls: [{ NetworkAclId: "acl-2" }] }),
      DescribeVpcPeeringConnections: ({ Filters }) => ({
        VpcPeeringConnections: JSON.stringify(Filters).includes("requester")
          ? [
              { VpcPeeringConnectionId: "pcx-1", Status: { Code: "active" } },
              { VpcPeeringConnectionId: "pcx-2", Status: { Code: "deleted" } },
            ]
          : [],
      }),
    });
    assert.deepEqual(commandsOf(await findLeftovers(clients, state)), [
      "aws ec2 terminate-instances --instance-ids i-1",
      "aws ec2 wait instance-terminated --instance-ids i-1",
      "aws ec2 delete-nat-gateway --nat-gateway-id nat-1",
      "aws ec2 wait nat-gateway-deleted --nat-gateway-ids nat-1",
      "aws ec2 delete-vpc-endpoints --vpc-endpoint-ids vpce-1",
      "aws ec2 delete-network-interface --network-interface-id eni-1",
      "aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id pcx-1",
      "aws ec2 revoke-security-group-ingress --group-id sg-9 --security-group-rule-ids sgr-1",
      "aws ec2 revoke-security-group-egress --group-id sg-9 --security-group-rule-ids sgr-2",
      "aws ec2 delete-security-group --group-id sg-2",
      "aws ec2 delete-subnet --subnet-id subnet-2",
      "aws ec2 disassociate-route-table --association-id rtbassoc-2",
      "aws ec2 delete-route-table --route-table-id rtb-2",
      "aws ec2 detach-internet-gateway --internet-gateway-id igw-2 --vpc-id vpc-1",
      "aws ec2 delete-internet-gateway --internet-gateway-id igw-2",
      "aws ec2 delete-network-acl --network-acl-id acl-2",
    ]);
  });
});

describe("what a killed update left", () => {
  const creating = (type: string, name: string, inputs: StateResource["inputs"]): StateResource => ({
    type,
    name,
    inputs,
    outputs: {},
  });

  it("is what it was creating, and the stack doesn't have", async () => {
    const clients = fakeClients({
      ...nothing,
      DescribeVpcs: ({ Filters }) => {
        assert.deepEqual(Filters, [
          { Name: "tag:Name", Values: ["Lab VPC"] },
          { Name: "tag:Stack", Values: ["dev"] },
        ]);
        return { Vpcs: [{ VpcId: "vpc-1" }, { VpcId: "vpc-2" }] };
      },
      GetRole: () => ({ Role: {} }),
      ListBuckets: () => ({ Buckets: [{ Name: "history-1" }, { Name: "other" }] }),
      ListTopics: () => ({ Topics: [{ TopicArn: "arn:aws:sns:us-east-1:1:ust-a-config-topic" }] }),
      DescribeLogGroups: () => ({ logGroups: [{ logGroupName: "log-of-another" }] }),
    });
    const interrupted = [
      creating("aws:iam/role:Role", "role", { name: "AwsConfigRole" }),
      creating("aws:cloudwatch/logGroup:LogGroup", "log", { name: "log" }),
      creating("aws:s3/bucket:Bucket", "history", { bucket: "history-1" }),
      creating("aws:sns/topic:Topic", "topic", { name: "ust-a-config-topic" }),
      // Of two updates that were killed.
      creating(vpc.type, vpc.name, vpc.inputs),
      creating(vpc.type, vpc.name, vpc.inputs),
      // Created by the next update.
      creating(group.type, group.name, {}),
    ];
    const found = await findLeftovers(clients, { resources: [vpc, group], interrupted });
    assert.deepEqual(commandsOf(found), [
      "aws ec2 delete-vpc --vpc-id vpc-2",
      "aws sns delete-topic --topic-arn arn:aws:sns:us-east-1:1:ust-a-config-topic",
      "aws s3 rb s3://history-1 --force",
      "aws iam delete-role --role-name AwsConfigRole",
    ]);
    assert.equal(found[0]?.name, "network-vpc, whose creation was interrupted");
  });
});

describe("config-lab leftovers on the real engine", function () {
  this.timeout(600_000);
  const startRun = labRuns();

  it("names what a student created in the VPC, by commands after which the stack is destroyed", async () => {
    const mess = `node -r '${loadTypeScript}' '${join(__dirname, "mess.ts")}'`;
    const script = `set -e
      pulumi stack init dev >&2 && pulumi up --yes --skip-preview >&2
      ${mess} create $(pulumi stack output vpcId) $(pulumi stack output securityGroupId)
      if pulumi destroy --yes --skip-preview >&2; then echo "destroyed in spite of the mess"; exit 1; fi
      config-lab leftovers || echo "exit code $?"
      # Exit code 1, as there are some.
      { config-lab leftovers --json || true; } | ${mess} remove
      config-lab leftovers
      pulumi destroy --yes --skip-preview >&2
      config-lab leftovers || echo "exit code $?"`;
    const run = startRun(["local", "--", "bash", "-c", script]);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    // The rule that names LabSG1 is gone: destroy deletes LabSG1, and such rules first.
    const text = run.stdout
      .replaceAll(/\b(eni|sg|subnet|rtb|sgr)-[0-9a-f]{17}/g, "$1-ID")
      .replaceAll(/ +/g, " ");
    assert.equal(
      text,
      [
        "Not the stack's",
        "kind id name",
        "network interface eni-ID mine too",
        "security group sg-ID mine",
        "subnet subnet-ID",
        "route table rtb-ID",
        "",
        "If nobody needs them, remove them in this order; then repeat pulumi destroy, or pulumi up:",
        " aws ec2 delete-network-interface --network-interface-id eni-ID",
        " aws ec2 delete-security-group --group-id sg-ID",
        " aws ec2 delete-subnet --subnet-id subnet-ID",
        " aws ec2 delete-route-table --route-table-id rtb-ID",
        "exit code 1",
        "Nothing is in the way: pulumi destroy can delete the stack.",
        "exit code 3",
        "",
      ].join("\n"),
    );
    assert.match(run.stderr, /DependencyViolation/);
    assert.match(run.stderr, /The stack is empty: it was never deployed, or it was destroyed completely\./);
    assert.deepEqual(run.leftovers(), []);
  });
});
