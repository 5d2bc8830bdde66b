import type { IpPermission } from "@aws-sdk/client-ec2";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { readGroupRules, type GroupRule } from "../../incidents/groupRules";
import { rulesTable } from "../../incidents/rulesTable";
import { same, type Findings } from "../../findings";

/** Rules that the lab's policy would revoke, if the group were the lab's. */
const oddRules: IpPermission[] = [
  {
    IpProtocol: "tcp",
    FromPort: 22,
    ToPort: 22,
    IpRanges: [{ CidrIp: "192.0.2.0/24", Description: "office" }],
  },
  {
    IpProtocol: "udp",
    FromPort: 53,
    ToPort: 53,
    IpRanges: [{ CidrIp: "198.51.100.0/25" }, { CidrIp: "203.0.113.7/32" }],
  },
  { IpProtocol: "tcp", FromPort: 465, ToPort: 465, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
  { IpProtocol: "tcp", FromPort: 3000, ToPort: 3999, Ipv6Ranges: [{ CidrIpv6: "2001:db8::/32" }] },
  { IpProtocol: "icmp", FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
];

/** A security group outside the lab, in the account's default VPC: the lab must never change it. */
export class Outsider {
  private constructor(
    private readonly clients: AwsClients,
    readonly groupId: string,
    private readonly before: readonly GroupRule[],
  ) {}

  /** Creates the group with {@link oddRules}. */
  static async create(clients: AwsClients): Promise<Outsider> {
    const { Vpcs } = await clients.ec2.describeVpcs({ Filters: [{ Name: "is-default", Values: ["true"] }] });
    const { GroupId } = await clients.ec2.createSecurityGroup({
      GroupName: "somebody-elses",
      Description: "Not part of the lab",
      VpcId: Vpcs?.[0]?.VpcId,
    });
    if (!GroupId) throw new Error("CreateSecurityGroup returned no group id");
    await clients.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: oddRules });
    return new Outsider(clients, GroupId, await readGroupRules(clients, GroupId));
  }

  /** Checks that its rules and their ids are what they were. */
  async untouched(): Promise<Findings> {
    const after = await readGroupRules(this.clients, this.groupId);
    const asText = (rules: readonly GroupRule[]) =>
      rules.map(({ ruleId, words, description }) => `${words} ${description ?? ""} (${ruleId})`).join(", ");
    return {
      checks: [same(`rules of ${this.groupId}, a group outside the lab`, asText(this.before), asText(after))],
      evidence: [
        rulesTable(`${this.groupId}, a group outside the lab`, [
          { name: "before the lab", rules: this.before },
          { name: "now", rules: after },
        ]),
      ],
    };
  }
}
