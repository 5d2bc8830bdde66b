import type { SecurityGroup } from "@aws-sdk/client-ec2";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { exitCodes, failureChain, LabError } from "../failures";
import { readGroup } from "./groupRules";

/**
 * The group, if it is in the stack's account and VPC. Called before every change of a group: with a wrong id or profile,
 * an incident would open real machines to the world.
 *
 * @throws LabError when the group is in another account or VPC, or doesn't exist
 */
export async function requireLabGroup(
  lab: LabStackOutputs,
  clients: AwsClients,
  groupId: string,
): Promise<SecurityGroup> {
  const { Account } = await clients.sts.getCallerIdentity({});
  if (Account !== lab.accountId) {
    throw new LabError(
      `The stack is in account ${lab.accountId}, but these credentials belong to account ${Account ?? "unknown"}: nothing was changed.`,
      {
        code: "AnotherAccount",
        next: "Use the stack's account (AWS_PROFILE), or name another stack with --stack.",
      },
    );
  }
  const group = await readGroup(clients, groupId).catch((error: unknown) => {
    const missing = failureChain(error).some(({ code }) => /^InvalidGroup(Id)?\./.test(code));
    if (!missing || groupId === lab.securityGroupId || groupId === lab.defaultSecurityGroupId) throw error;
    throw new LabError(`There is no security group ${groupId} in ${lab.region}: nothing was changed.`, {
      code: "NoSuchGroup",
      exitCode: exitCodes.usage,
      next: `Name a group of the lab's VPC ${lab.vpcId}, or omit --group for ${lab.securityGroupName}.`,
      cause: error,
    });
  });
  if (group.VpcId !== lab.vpcId || (group.OwnerId !== undefined && group.OwnerId !== lab.accountId)) {
    throw new LabError(
      `Security group ${groupId} is in VPC ${group.VpcId ?? "none"}, not in the lab's VPC ${lab.vpcId}: nothing was changed.`,
      {
        code: "GroupOutsideLab",
        exitCode: exitCodes.usage,
        next: `Omit --group for ${lab.securityGroupName}, or name a group of the lab's VPC.`,
      },
    );
  }
  return group;
}
