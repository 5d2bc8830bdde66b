import type { IpPermission } from "@aws-sdk/client-ec2";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LabStackOutputs } from "../../components/labOutputs";
import { exitCodes, LabError } from "../failures";
import { searchLog } from "../functionLog/searchLog";
import { readGroupRules } from "../incidents/groupRules";
import { permissionInWords } from "../output/permissions";
import { readItems, recordedPermissions } from "../tasks";

/** What a group had at a time and has no longer. */
export interface Lost {
  /** Of the configuration item that has the permissions. */
  readonly captured: Date;
  readonly permissions: readonly IpPermission[];
}

/**
 * What the function revoked last from a group, by its log, as far as it is still missing. AWS Config's history has the
 * permissions themselves: the log has them in words.
 *
 * @throws LabError when the log or the history has nothing of it
 */
export async function lostLast(lab: LabStackOutputs, clients: AwsClients, groupId: string): Promise<Lost> {
  const filter = `revoking for ${groupId}`;
  const lines = await searchLog(clients, lab.logGroupName, { filter });
  const last = lines.filter(({ message }) => message === filter).at(-1);
  if (last === undefined) {
    throw new LabError(`The log ${lab.logGroupName} has no revocation from ${groupId}.`, {
      code: "NothingRevoked",
      exitCode: exitCodes.checkFailed,
      next: "Name a time at which the group had the permissions: --at 2026-11-27T10:00:00Z",
    });
  }
  const lost = await lostSince(clients, groupId, last.time);
  const revoked = lost.permissions.filter((one) => last.permissions.includes(permissionInWords(one)));
  return { ...lost, permissions: revoked };
}

/**
 * What a group had at a time, by AWS Config's history, and has no longer.
 *
 * @throws LabError when the history has no item of that time
 */
export async function lostSince(clients: AwsClients, groupId: string, time: Date): Promise<Lost> {
  const items = await readItems(clients.config, "AWS::EC2::SecurityGroup", groupId);
  const item = items.findLast(({ configurationItemCaptureTime: captured }) => captured && captured <= time);
  if (item?.configurationItemCaptureTime === undefined) {
    throw new LabError(
      `AWS Config has no configuration item of ${groupId} at ${time.toISOString()} or before.`,
      {
        code: "NoItem",
        exitCode: exitCodes.checkFailed,
        next: "Look into the group's timeline in AWS Config, and name a time in it with --at.",
      },
    );
  }
  const present = new Set((await readGroupRules(clients, groupId)).map(({ words }) => words));
  const permissions = recordedPermissions(item.configuration).filter(
    (permission) => !present.has(permissionInWords(permission)),
  );
  return { captured: item.configurationItemCaptureTime, permissions };
}
