import type { IpPermission } from "@aws-sdk/client-ec2";
import type { LabClients } from "../clients";

/** One inbound rule of a security group: one protocol, one range of ports, one source. */
export interface GroupRule {
  /** `sgr-…`: the same id before and after means that the rule was never gone. */
  readonly ruleId: string;
  /** Canonical words, e.g. `TCP 465 from 0.0.0.0/0`: two rules with the same words permit the same. */
  readonly words: string;
  /** As EC2 takes it in a request; has exactly one source. */
  readonly permission: IpPermission;
  readonly description?: string;
}

/** The inbound rules of a group, as DescribeSecurityGroupRules and DescribeSecurityGroups show them now. */
export async function readGroupRules(_clients: LabClients, _groupId: string): Promise<GroupRule[]> {
  throw new Error("being written");
}
