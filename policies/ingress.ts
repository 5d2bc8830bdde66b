import type { IpPermission } from "@aws-sdk/client-ec2";
import type { PlannedResource, Props } from "./labPolicy";

const groups = ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];
const rule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** The types of resource that say what may come into a group. */
export const ingressTypes = [...groups, rule, ingressRule];

/** What a resource of one of {@link ingressTypes} lets in, as EC2 describes it. */
export function ingressOf({ type, props }: PlannedResource): IpPermission[] {
  if (groups.includes(type)) return ((props["ingress"] ?? []) as readonly InLineRule[]).map(inLine);
  if (type === ingressRule) return [separate(props)];
  return props["type"] === "ingress" ? [inLine(props as unknown as InLineRule)] : [];
}

/** A rule in a group, or a SecurityGroupRule, which has the same inputs. */
interface InLineRule {
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidrBlocks?: readonly string[];
  readonly ipv6CidrBlocks?: readonly string[];
  readonly prefixListIds?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly sourceSecurityGroupId?: string;
  /** The group itself. */
  readonly self?: boolean;
}

function inLine(rule: InLineRule): IpPermission {
  const own = [rule.sourceSecurityGroupId, rule.self ? "the group itself" : undefined];
  const named = [...(rule.securityGroups ?? []), ...own].filter((one) => one !== undefined);
  return {
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    IpRanges: (rule.cidrBlocks ?? []).map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: (rule.ipv6CidrBlocks ?? []).map((CidrIpv6) => ({ CidrIpv6 })),
    PrefixListIds: (rule.prefixListIds ?? []).map((PrefixListId) => ({ PrefixListId })),
    UserIdGroupPairs: named.map((GroupId) => ({ GroupId })),
  };
}

function separate(props: Props): IpPermission {
  const text = (name: string) => props[name] as string | undefined;
  const present = <T>(value: string | undefined, make: (value: string) => T) =>
    value === undefined ? [] : [make(value)];
  return {
    IpProtocol: text("ipProtocol"),
    FromPort: props["fromPort"] as number | undefined,
    ToPort: props["toPort"] as number | undefined,
    IpRanges: present(text("cidrIpv4"), (CidrIp) => ({ CidrIp })),
    Ipv6Ranges: present(text("cidrIpv6"), (CidrIpv6) => ({ CidrIpv6 })),
    PrefixListIds: present(text("prefixListId"), (PrefixListId) => ({ PrefixListId })),
    UserIdGroupPairs: present(text("referencedSecurityGroupId"), (GroupId) => ({ GroupId })),
  };
}
