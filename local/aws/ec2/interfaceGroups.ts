import { AwsError, type AwsRequest } from "../service";
import type { MotoClient } from "../moto/client";
import type { MotoSecurityGroups } from "./securityGroups";

/** Calls that put network interfaces into groups; moto makes a group up, or none, for an id that doesn't exist. */
export const callsWithInterfaceGroups = [
  "CreateNetworkInterface",
  "ModifyNetworkInterfaceAttribute",
  "ModifyInstanceAttribute",
  "RunInstances",
];

/**
 * Rejects groups of a network interface that don't exist, or that are in another VPC than its subnet.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html; the second one's message:
 * https://github.com/QT-DevOps/DevOpsIssues/issues/256
 *
 * @throws AwsError InvalidGroup.NotFound, InvalidParameter
 */
export async function checkInterfaceGroups(
  { region, parameters }: AwsRequest,
  groups: MotoSecurityGroups,
  moto: MotoClient,
): Promise<void> {
  const Values = parameters.getAll("SubnetId");
  const subnet =
    Values.length > 0
      ? await moto.in(region).ec2.describeSubnets({ Filters: [{ Name: "subnet-id", Values }] })
      : undefined;
  const vpcId = subnet?.Subnets?.[0]?.VpcId;
  for (const [name, groupId] of parameters) {
    if (!/(^|\.)(Security)?GroupId\.\d+$/.test(name)) continue;
    const group = await groups.get(region, { groupId });
    if (vpcId === undefined || group.VpcId === vpcId) continue;
    throw new AwsError(
      "InvalidParameter",
      `Security group ${groupId} and subnet ${Values[0]} belong to different networks.`,
    );
  }
}
