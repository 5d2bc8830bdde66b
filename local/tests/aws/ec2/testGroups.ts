import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
  type AuthorizeSecurityGroupIngressCommandOutput,
  type IpPermission,
  type RevokeSecurityGroupIngressCommandOutput,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import type { TestAws } from "../gateway/testAws";

export const anywhere = [{ CidrIp: "0.0.0.0/0" }];

export function tcp(port: number, IpRanges: IpPermission["IpRanges"] = anywhere): IpPermission {
  return { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges };
}

/** Security groups in a VPC of their own. */
export class TestGroups {
  private made = 0;

  private constructor(
    readonly ec2: EC2Client,
    readonly vpcId: string,
  ) {}

  static async in(test: TestAws): Promise<TestGroups> {
    const ec2 = new EC2Client(test.settings());
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    return new TestGroups(ec2, Vpc!.VpcId!);
  }

  make(...permissions: IpPermission[]): Promise<string> {
    return this.makeIn(this.vpcId, ...permissions);
  }

  async makeIn(VpcId: string, ...permissions: IpPermission[]): Promise<string> {
    const name = `group ${++this.made}`;
    const group = { GroupName: name, Description: name, VpcId };
    const { GroupId } = await this.ec2.send(new CreateSecurityGroupCommand(group));
    if (permissions.length > 0) await this.authorize(GroupId!, ...permissions);
    return GroupId!;
  }

  authorize(
    GroupId: string,
    ...IpPermissions: IpPermission[]
  ): Promise<AuthorizeSecurityGroupIngressCommandOutput> {
    return this.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  }

  revoke(
    GroupId: string,
    ...IpPermissions: IpPermission[]
  ): Promise<RevokeSecurityGroupIngressCommandOutput> {
    return this.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  }

  /** Inbound rules. */
  async rules(groupId: string): Promise<SecurityGroupRule[]> {
    const filter = { Name: "group-id", Values: [groupId] };
    const answer = await this.ec2.send(new DescribeSecurityGroupRulesCommand({ Filters: [filter] }));
    return answer.SecurityGroupRules!.filter((rule) => !rule.IsEgress);
  }

  /** Ids of inbound rules by their text, such as `tcp 80-80 0.0.0.0/0`. */
  async ids(groupId: string): Promise<Map<string, string>> {
    const rules = await this.rules(groupId);
    return new Map(
      rules.map((rule) => {
        const peer = rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId;
        return [`${rule.IpProtocol} ${rule.FromPort}-${rule.ToPort} ${peer}`, rule.SecurityGroupRuleId!];
      }),
    );
  }

  async texts(groupId: string): Promise<string[]> {
    return [...(await this.ids(groupId)).keys()].sort();
  }
}
