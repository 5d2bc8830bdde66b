import { AwsError } from "../service";
import { describePermission, keyOf, type Permission } from "./permission";
import type { MotoSecurityGroups } from "./securityGroups";

/** What EC2 checks of rules before it makes or changes them. */
export class RuleChecks {
  constructor(
    private readonly accountId: string,
    private readonly groups: MotoSecurityGroups,
    private readonly rulesPerFamily: number,
  ) {}

  /**
   * Rejects sources that don't exist.
   *
   * @param vpcId the VPC of the group that gets the rules
   * @throws AwsError InvalidGroup.NotFound, InvalidPrefixListID.NotFound
   */
  async sources(region: string, vpcId: string, permissions: readonly Permission[]): Promise<void> {
    for (const { source } of permissions) {
      if (source.kind === "prefixList") await this.groups.prefixListSize(region, source.id);
      if (source.kind !== "group") continue;
      // Groups of other accounts would need a peering connection with them, and there is one account only.
      if (source.userId !== this.accountId) {
        throw new AwsError("InvalidGroup.NotFound", `The security group '${source.id}' does not exist`);
      }
      const group = await this.groups.get(region, { groupId: source.id });
      if (group.VpcId === vpcId || (await this.groups.arePeers(region, vpcId, group.VpcId!))) continue;
      // https://github.com/ansible/ansible/issues/45782
      throw new AwsError(
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.",
      );
    }
  }

  /** Rejects more rules of an IP family than fit. @throws AwsError RulesPerSecurityGroupLimitExceeded */
  async quota(region: string, rules: readonly Permission[]): Promise<void> {
    const count = { ipv4: 0, ipv6: 0 };
    for (const { source } of rules) {
      if (source.kind === "ipv4" || source.kind === "ipv6") {
        count[source.kind] += 1;
        continue;
      }
      const weight = source.kind === "prefixList" ? await this.groups.prefixListSize(region, source.id) : 1;
      count.ipv4 += weight;
      count.ipv6 += weight;
    }
    if (Math.max(count.ipv4, count.ipv6) <= this.rulesPerFamily) return;
    throw new AwsError(
      "RulesPerSecurityGroupLimitExceeded",
      "The maximum number of rules per security group has been reached.",
    );
  }
}

/** Rejects a permission that is among others. @throws AwsError InvalidPermission.Duplicate */
export function checkNew(permissions: readonly Permission[], existing: readonly Permission[]): void {
  const keys = new Set(existing.map(keyOf));
  const duplicate = permissions.find((permission) => keys.has(keyOf(permission)));
  if (!duplicate) return;
  const rule = describePermission(duplicate);
  throw new AwsError("InvalidPermission.Duplicate", `the specified rule ${rule} already exists`);
}

/** Rejects a permission that is given twice. @throws AwsError InvalidParameterValue */
export function checkDistinct(permissions: readonly Permission[]): void {
  if (new Set(permissions.map(keyOf)).size === permissions.length) return;
  throw new AwsError("InvalidParameterValue", "The same permission must not appear multiple times");
}
