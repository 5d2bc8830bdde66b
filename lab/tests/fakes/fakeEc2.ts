import type { IpPermission, SecurityGroupRule } from "@aws-sdk/client-ec2";
import { singlePermissions } from "../../../remediation/permissions";
import { permissionInWords } from "../../output/permissions";
import { awsError, type Answers } from "./fakeClients";
import { accountId, defaultGroup, labGroup, outsideGroup, vpcId } from "./labStack";

interface Rule {
  readonly id: string;
  readonly permission: IpPermission;
  readonly description?: string;
}

/** Security groups in memory, answering as EC2 does: Duplicate, NotFound, a rule id for each source. */
export class FakeEc2 {
  private readonly groups = new Map<string, { vpcId: string; rules: Rule[] }>();
  private lastId = 0;
  /** Account of the credentials. */
  account = accountId;

  constructor() {
    this.groups.set(labGroup, { vpcId, rules: [] });
    this.groups.set(defaultGroup, { vpcId, rules: [] });
    this.groups.set(outsideGroup, { vpcId: "vpc-0eeeeeeeeeeeeeeee", rules: [] });
    this.authorize(labGroup, [tcp(80)]);
    this.authorize(labGroup, [tcp(443)]);
    this.authorize(defaultGroup, [
      { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: defaultGroup, UserId: accountId }] },
    ]);
  }

  /** Words of a group's rules, in the order they were made. */
  words(groupId: string): string[] {
    return this.group(groupId).rules.map(({ permission }) => permissionInWords(permission));
  }

  ids(groupId: string): string[] {
    return this.group(groupId).rules.map(({ id }) => id);
  }

  descriptions(groupId: string): (string | undefined)[] {
    return this.group(groupId).rules.map(({ description }) => description);
  }

  authorize(groupId: string, permissions: readonly IpPermission[]): Rule[] {
    const group = this.group(groupId);
    const added = permissions.flatMap((permission) =>
      singlePermissions([permission]).map((single) => ({
        id: `sgr-${String(++this.lastId).padStart(17, "0")}`,
        permission: single.permission,
        description: [
          ...(permission.IpRanges ?? []),
          ...(permission.Ipv6Ranges ?? []),
          ...(permission.UserIdGroupPairs ?? []),
        ][0]?.Description,
      })),
    );
    const present = this.words(groupId);
    if (added.some(({ permission }) => present.includes(permissionInWords(permission)))) {
      throw awsError("InvalidPermission.Duplicate");
    }
    group.rules.push(...added);
    return added;
  }

  /** As a remediation does it: every rule with these words goes. */
  revokeWords(groupId: string, words: string): void {
    const group = this.group(groupId);
    group.rules = group.rules.filter(({ permission }) => permissionInWords(permission) !== words);
  }

  readonly answers: Answers = {
    GetCallerIdentity: () => ({ Account: this.account }),
    DescribeSecurityGroups: ({ GroupIds }) => ({
      SecurityGroups: (GroupIds as string[]).map((GroupId) => ({
        GroupId,
        OwnerId: accountId,
        VpcId: this.group(GroupId).vpcId,
        GroupName: GroupId === labGroup ? "LabSG1" : "default",
        Description: GroupId === labGroup ? "LabSG1" : "default VPC security group",
        IpPermissions: this.group(GroupId).rules.map(({ permission }) => permission),
      })),
    }),
    DescribeSecurityGroupRules: ({ Filters }) => {
      const [groupId = ""] = (Filters as { Values: string[] }[])[0]?.Values ?? [];
      return { SecurityGroupRules: [egress, ...this.group(groupId).rules.map(asSecurityGroupRule)] };
    },
    AuthorizeSecurityGroupIngress: ({ GroupId, IpPermissions }) => {
      const added = this.authorize(GroupId as string, IpPermissions as IpPermission[]);
      return { Return: true, SecurityGroupRules: added.map(asSecurityGroupRule) };
    },
    RevokeSecurityGroupIngress: ({ GroupId, SecurityGroupRuleIds }) => {
      const group = this.group(GroupId as string);
      const ids = SecurityGroupRuleIds as string[];
      if (!ids.every((id) => group.rules.some((rule) => rule.id === id))) {
        throw awsError("InvalidSecurityGroupRuleId.NotFound");
      }
      group.rules = group.rules.filter((rule) => !ids.includes(rule.id));
      return { Return: true };
    },
  };

  private group(id: string): { vpcId: string; rules: Rule[] } {
    const group = this.groups.get(id);
    if (group === undefined)
      throw awsError("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
    return group;
  }
}

/** TCP of one port from anywhere. */
export function tcp(port: number, Description?: string): IpPermission {
  return {
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: "0.0.0.0/0", Description }],
  };
}

/** Every group has one of these, and it must never count as an inbound rule. */
const egress: SecurityGroupRule = {
  SecurityGroupRuleId: "sgr-0eeeeeeeeeeeeeeee",
  IsEgress: true,
  IpProtocol: "-1",
  FromPort: -1,
  ToPort: -1,
  CidrIpv4: "0.0.0.0/0",
};

function asSecurityGroupRule({ id, permission, description }: Rule): SecurityGroupRule {
  const pair = permission.UserIdGroupPairs?.[0];
  return {
    SecurityGroupRuleId: id,
    IsEgress: false,
    IpProtocol: permission.IpProtocol,
    FromPort: permission.FromPort ?? -1,
    ToPort: permission.ToPort ?? -1,
    CidrIpv4: permission.IpRanges?.[0]?.CidrIp,
    CidrIpv6: permission.Ipv6Ranges?.[0]?.CidrIpv6,
    PrefixListId: permission.PrefixListIds?.[0]?.PrefixListId,
    ReferencedGroupInfo: pair && { GroupId: pair.GroupId, UserId: pair.UserId },
    Description: description,
  };
}
