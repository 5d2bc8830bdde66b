import type { IpPermission } from "@aws-sdk/client-ec2";
import type { SingleRule } from "./groupRules";

/** For a request to EC2: one permission per source. */
export function toPermissions(rules: readonly SingleRule[], groupId: string): IpPermission[] {
  return rules.map(({ protocol, fromPort, toPort, description, kind, source }) => {
    // EC2 rejects a port range for all protocols.
    const ports = protocol === "-1" ? {} : { FromPort: fromPort, ToPort: toPort };
    const base = { IpProtocol: protocol, ...ports };
    const Description = description === "" ? undefined : description;
    switch (kind) {
      case "cidrBlocks":
        return { ...base, IpRanges: [{ CidrIp: source, Description }] };
      case "ipv6CidrBlocks":
        return { ...base, Ipv6Ranges: [{ CidrIpv6: source, Description }] };
      case "prefixListIds":
        return { ...base, PrefixListIds: [{ PrefixListId: source, Description }] };
      case "securityGroups":
      case "self":
        return {
          ...base,
          UserIdGroupPairs: [{ ...groupPair(kind === "self" ? groupId : source), Description }],
        };
    }
  });
}

/** A group of another account is spelled ACCOUNT/GROUP. */
function groupPair(group: string) {
  const [account, id] = group.split("/");
  return id === undefined ? { GroupId: group } : { UserId: account, GroupId: id };
}

/** From EC2's description: one rule per source. */
export function fromPermissions(
  permissions: readonly IpPermission[] | undefined,
  groupId: string,
  ownerId: string | undefined,
): SingleRule[] {
  return (permissions ?? []).flatMap((permission): SingleRule[] => {
    const single = (
      kind: SingleRule["kind"],
      source: string | undefined,
      description?: string,
    ): SingleRule => ({
      protocol: permission.IpProtocol ?? "-1",
      fromPort: permission.FromPort ?? 0,
      toPort: permission.ToPort ?? 0,
      description: description ?? "",
      kind,
      source: source ?? "",
    });
    return [
      ...(permission.IpRanges ?? []).map((range) => single("cidrBlocks", range.CidrIp, range.Description)),
      ...(permission.Ipv6Ranges ?? []).map((range) =>
        single("ipv6CidrBlocks", range.CidrIpv6, range.Description),
      ),
      ...(permission.PrefixListIds ?? []).map((entry) =>
        single("prefixListIds", entry.PrefixListId, entry.Description),
      ),
      ...(permission.UserIdGroupPairs ?? []).map((pair) => {
        if (pair.GroupId === groupId) return single("self", "self", pair.Description);
        const foreign = pair.UserId !== undefined && pair.UserId !== "" && pair.UserId !== ownerId;
        const group = foreign ? `${pair.UserId}/${pair.GroupId}` : pair.GroupId;
        return single("securityGroups", group, pair.Description);
      }),
    ];
  });
}
