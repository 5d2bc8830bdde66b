import {
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  type Tag,
} from "@aws-sdk/client-ec2";
import { secondSlash24 } from "../../components/configuration";
import type { LabStackOutputs } from "../../components/labOutputs";
import { singlePermissions } from "../../remediation/permissions";
import { toIpPermission } from "../../remediation/requiredPermissions";
import type { LabClients } from "../stack/clients";
import { permissionInWords } from "../output/permissions";
import { holds, orAbsent, redeploy, same } from "./checks";
import { isMade } from "./part";
import type { Check, TaskReport } from "./report";
import { rulePart } from "./rule";

type Part = Pick<TaskReport, "checks" | "evidence">;

/** The VPC of Task 1 with gateway, subnet, route table and LabSG1. */
export async function examineNetwork(lab: LabStackOutputs, clients: LabClients): Promise<Part> {
  const vpc = await examineVpc(lab, clients);
  return {
    checks: [
      ...vpc.checks,
      ...(await examineSubnet(lab, clients, vpc.cidr)),
      ...(await examineGroup(lab, clients)),
    ],
    evidence: [],
  };
}

const nameOf = (tags: readonly Tag[] | undefined): string | undefined =>
  tags?.find(({ Key }) => Key === "Name")?.Value;

async function examineVpc(
  lab: LabStackOutputs,
  { ec2 }: LabClients,
): Promise<{ checks: Check[]; cidr?: string }> {
  const answer = await orAbsent(
    ec2.send(new DescribeVpcsCommand({ VpcIds: [lab.vpcId] })),
    "InvalidVpcID.NotFound",
  );
  const vpc = answer?.Vpcs?.[0];
  if (vpc === undefined) return { checks: [same(`VPC ${lab.vpcId}`, "there", "not there", redeploy)] };
  const [support, hostnames] = await Promise.all([
    ec2.send(new DescribeVpcAttributeCommand({ VpcId: lab.vpcId, Attribute: "enableDnsSupport" })),
    ec2.send(new DescribeVpcAttributeCommand({ VpcId: lab.vpcId, Attribute: "enableDnsHostnames" })),
  ]);
  const gateways = await ec2.send(
    new DescribeInternetGatewaysCommand({ Filters: [{ Name: "attachment.vpc-id", Values: [lab.vpcId] }] }),
  );
  return {
    cidr: vpc.CidrBlock,
    checks: [
      same(`name of VPC ${lab.vpcId}`, "Lab VPC", nameOf(vpc.Tags), redeploy),
      same("its DNS support", "on", onOrOff(support.EnableDnsSupport?.Value), redeploy),
      same("its DNS hostnames", "on", onOrOff(hostnames.EnableDnsHostnames?.Value), redeploy),
      holds(
        "its internet gateway",
        "one, attached",
        gateways.InternetGateways?.map(({ InternetGatewayId }) => InternetGatewayId).join(", ") || undefined,
        gateways.InternetGateways?.length === 1,
        redeploy,
      ),
    ],
  };
}

const onOrOff = (value: boolean | undefined): string => (value === true ? "on" : "off");

async function examineSubnet(
  lab: LabStackOutputs,
  { ec2 }: LabClients,
  cidr: string | undefined,
): Promise<Check[]> {
  const id = lab.publicSubnetId;
  const answer = await orAbsent(
    ec2.send(new DescribeSubnetsCommand({ SubnetIds: [id] })),
    "InvalidSubnetID.NotFound",
  );
  const subnet = answer?.Subnets?.[0];
  if (subnet === undefined) return [same(`subnet ${id}`, "there", "not there", redeploy)];
  const tables = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: "association.subnet-id", Values: [id] }] }),
  );
  const route = tables.RouteTables?.flatMap(({ Routes }) => Routes ?? []).find(
    ({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0",
  );
  return [
    same(`name of subnet ${id}`, "LabPublicSubnet", nameOf(subnet.Tags), redeploy),
    same("its VPC", lab.vpcId, subnet.VpcId, redeploy),
    ...(cidr === undefined ? [] : [same("its range", secondSlash24(cidr), subnet.CidrBlock, redeploy)]),
    same("public IPs on launch", "on", onOrOff(subnet.MapPublicIpOnLaunch), redeploy),
    holds(
      "its route to 0.0.0.0/0",
      "the internet gateway",
      route?.GatewayId,
      route?.GatewayId?.startsWith("igw-") === true,
      redeploy,
    ),
  ];
}

async function examineGroup(lab: LabStackOutputs, { ec2, config }: LabClients): Promise<Check[]> {
  const id = lab.securityGroupId;
  const answer = await orAbsent(
    ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] })),
    "InvalidGroup.NotFound",
  );
  const group = answer?.SecurityGroups?.[0];
  if (group === undefined) return [same(`security group ${id}`, "there", "not there", redeploy)];
  const words = singlePermissions(group.IpPermissions ?? []).map(({ permission }) =>
    permissionInWords(permission),
  );
  const http = "TCP 80 from 0.0.0.0/0";
  const required = lab.requiredPermissions.map((one) => permissionInWords(toIpPermission(one)));
  const remediates = await isMade(rulePart, lab, config);
  // Under a policy without it, the remediation has rightly taken away the rule that the group began with.
  const begins = !remediates || required.includes(http);
  return [
    same(`name of security group ${id}`, lab.securityGroupName, group.GroupName, redeploy),
    same("its description", "LabSG1", group.Description, redeploy),
    same("its VPC", lab.vpcId, group.VpcId, redeploy),
    ...(begins
      ? [
          holds(
            "its rule for HTTP",
            http,
            words.join(", ") || "no rule",
            words.includes(http),
            remediates && lab.mode === "enforce"
              ? "The remediation brings it back; on AWS that takes up to 15 minutes."
              : "Add it in the console, or take the incident back: npx config-lab incident required-removed --revert",
          ),
        ]
      : []),
  ];
}
