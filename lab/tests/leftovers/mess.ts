/**
 * What a student may have created in the lab's VPC, by the SDK in the session's environment:
 *
 *     node -r ts-node/register lab/tests/leftovers/mess.ts create VPC LABSG1
 *     node -r ts-node/register lab/tests/leftovers/mess.ts remove < LEFTOVERS
 *
 * `remove` runs the commands that `config-lab leftovers --json` names.
 */
import { readFileSync } from "node:fs";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { Leftover } from "../../leftovers";
import { runAwsCommand } from "../../recovery/awsCli";

const clients = new AwsClients(process.env.AWS_REGION ?? "us-east-1");

async function create(VpcId: string, labGroup: string): Promise<void> {
  const { ec2 } = clients;
  const { Subnet } = await ec2.createSubnet({ VpcId, CidrBlock: "10.0.9.0/24" });
  const { GroupId } = await ec2.createSecurityGroup({
    VpcId,
    GroupName: "mine",
    Description: "of a student",
  });
  await ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions: [
      { IpProtocol: "tcp", FromPort: 22, ToPort: 22, UserIdGroupPairs: [{ GroupId: labGroup }] },
    ],
  });
  await ec2.createNetworkInterface({
    SubnetId: Subnet?.SubnetId,
    Groups: [GroupId ?? ""],
    Description: "mine too",
  });
  await ec2.createRouteTable({ VpcId });
}

async function remove(): Promise<void> {
  for (const { commands } of JSON.parse(readFileSync(0, "utf8")) as Leftover[])
    for (const command of commands) await runAwsCommand(command, clients);
}

const [what, vpc = "", group = ""] = process.argv.slice(2);
void (what === "create" ? create(vpc, group) : remove());
