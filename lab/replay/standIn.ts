import type { IpPermission } from "@aws-sdk/client-ec2";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";

/** A group on AWS of this machine, and which id stands for which. */
export interface StandIn {
  readonly groupId: string;
  readonly vpcId: string;
  /** A text with the event's ids: those of this machine in place of them. */
  localise(text: string): string;
  /** The other way round. */
  original(text: string): string;
}

/**
 * Builds the group with its permissions. Groups and prefix lists that they name are stood in for by empty ones, those of
 * other accounts too.
 */
export async function buildGroup(
  { ec2 }: AwsClients,
  group: { readonly id: string; readonly vpcId: string; readonly permissions: readonly IpPermission[] },
): Promise<StandIn> {
  const { Vpc } = await ec2.createVpc({ CidrBlock: "10.0.0.0/16" });
  const vpcId = Vpc?.VpcId ?? "";
  const makeGroup = async (GroupName: string) => {
    const made = await ec2.createSecurityGroup({ GroupName, Description: "of a replay", VpcId: vpcId });
    return made.GroupId ?? "";
  };
  const groupId = await makeGroup("replayed");
  const ids = new Map([[group.id, groupId], ...(group.vpcId === "" ? [] : [[group.vpcId, vpcId] as const])]);
  for (const { UserIdGroupPairs = [], PrefixListIds = [] } of group.permissions) {
    for (const { GroupId = "" } of UserIdGroupPairs)
      if (!ids.has(GroupId)) ids.set(GroupId, await makeGroup(`for ${GroupId}`));
    for (const { PrefixListId = "" } of PrefixListIds) {
      if (ids.has(PrefixListId)) continue;
      const { PrefixList } = await ec2.createManagedPrefixList({
        PrefixListName: PrefixListId,
        MaxEntries: 1,
        AddressFamily: "IPv4",
      });
      ids.set(PrefixListId, PrefixList?.PrefixListId ?? "");
    }
  }
  const swap = (pairs: readonly (readonly [string, string])[]) => (text: string) =>
    pairs.reduce((swapped, [from, to]) => swapped.replaceAll(from, to), text);
  const localise = swap([...ids]);
  const IpPermissions = group.permissions.map((one) =>
    withoutOwner(JSON.parse(localise(JSON.stringify(one))) as IpPermission),
  );
  if (IpPermissions.length > 0) await ec2.authorizeSecurityGroupIngress({ GroupId: groupId, IpPermissions });
  return { groupId, vpcId, localise, original: swap([...ids].map(([from, to]) => [to, from])) };
}

/** The stand-ins are in this machine's account. */
function withoutOwner(permission: IpPermission): IpPermission {
  const pairs = permission.UserIdGroupPairs?.map(({ GroupId }) => ({ GroupId }));
  return pairs ? { ...permission, UserIdGroupPairs: pairs } : permission;
}
