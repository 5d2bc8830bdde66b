import type { Tag } from "@aws-sdk/client-ec2";
import { secondSlash24 } from "../../../components/configuration";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { holds, same, type Check, type Findings } from "../../findings";
import { redeploy } from "../part";
import { orAbsent } from "../../failures";

/** The VPC with its internet gateway, and the public subnet with its route. */
export async function examineNetwork(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const vpc = await examineVpc(lab, clients);
  return { checks: [...vpc.checks, ...(await examineSubnet(lab, clients, vpc.cidr))], evidence: [] };
}

const nameOf = (tags: readonly Tag[] | undefined): string | undefined =>
  tags?.find(({ Key }) => Key === "Name")?.Value;

async function examineVpc(
  lab: LabStackOutputs,
  { ec2 }: AwsClients,
): Promise<{ checks: Check[]; cidr?: string }> {
  const answer = await orAbsent(ec2.describeVpcs({ VpcIds: [lab.vpcId] }), "InvalidVpcID.NotFound");
  const vpc = answer?.Vpcs?.[0];
  if (vpc === undefined) return { checks: [same(`VPC ${lab.vpcId}`, "present", "absent", redeploy)] };
  const [support, hostnames] = await Promise.all([
    ec2.describeVpcAttribute({ VpcId: lab.vpcId, Attribute: "enableDnsSupport" }),
    ec2.describeVpcAttribute({ VpcId: lab.vpcId, Attribute: "enableDnsHostnames" }),
  ]);
  const gateways = await ec2.describeInternetGateways({
    Filters: [{ Name: "attachment.vpc-id", Values: [lab.vpcId] }],
  });
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
  { ec2 }: AwsClients,
  cidr: string | undefined,
): Promise<Check[]> {
  const id = lab.publicSubnetId;
  const answer = await orAbsent(ec2.describeSubnets({ SubnetIds: [id] }), "InvalidSubnetID.NotFound");
  const subnet = answer?.Subnets?.[0];
  if (subnet === undefined) return [same(`subnet ${id}`, "present", "absent", redeploy)];
  const tables = await ec2.describeRouteTables({
    Filters: [{ Name: "association.subnet-id", Values: [id] }],
  });
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
