import type { SecurityGroup } from "@aws-sdk/client-ec2";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import { failureChain } from "../failures/errors";
import { exitCodes, LabError } from "../failures/labError";
import { readGroup } from "./groupRules";

/**
 * The group, after making sure that it is the lab's: in the stack's account and in the stack's VPC. Whatever changes a
 * group asks here first, since a wrong id or the wrong profile would open somebody's real machines to the world.
 *
 * @throws LabError when it is another account's, another VPC's, or isn't there
 */
export async function requireLabGroup(
  lab: LabStackOutputs,
  clients: LabClients,
  groupId: string,
): Promise<SecurityGroup> {
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  if (Account !== lab.accountId) {
    throw new LabError(
      `The stack is in account ${lab.accountId}, and these credentials are of account ${Account ?? "unknown"}: nothing was changed.`,
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
      next: `Name a group of the lab's VPC ${lab.vpcId}, or leave --group out for ${lab.securityGroupName}.`,
      cause: error,
    });
  });
  if (group.VpcId !== lab.vpcId || (group.OwnerId !== undefined && group.OwnerId !== lab.accountId)) {
    throw new LabError(
      `Security group ${groupId} is in VPC ${group.VpcId ?? "none"}, not in the lab's VPC ${lab.vpcId}: nothing was changed.`,
      {
        code: "GroupOutsideLab",
        exitCode: exitCodes.usage,
        next: `Leave --group out for ${lab.securityGroupName}, or name a group of the lab's VPC.`,
      },
    );
  }
  return group;
}
