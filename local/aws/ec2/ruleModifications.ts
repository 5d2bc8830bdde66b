import { AwsError } from "../service";
import type { Permission, Source } from "./permission";
import { invalid, readCidr, readDescription, readPorts, readProtocol } from "./permissionFields";
import { ruleIdNotFound, type ExistingRule } from "./securityGroups";

/** Reads one field of a member of a list. */
type Field = (name: string) => string | undefined;

/** Members of a list of the request, in order, as readers of their fields. */
export function numbered(parameters: URLSearchParams, list: string): Field[] {
  const pattern = new RegExp(`^${list}\\.(\\d+)\\.`);
  const indexes = [...parameters.keys()].map((name) => pattern.exec(name)?.[1]);
  return [...new Set(indexes.filter((index) => index !== undefined))].map(
    (index) => (name) => parameters.get(`${list}.${index}.${name}`) ?? undefined,
  );
}

/**
 * Reads the rules of ModifySecurityGroupRules, each with its id. A rule that is given without a description has none.
 *
 * @param existing the group's rules
 * @throws AwsError what EC2 rejects; the messages on sources and protocol are those that moto quotes from EC2.
 */
export function readModifications(
  parameters: URLSearchParams,
  accountId: string,
  existing: readonly ExistingRule[],
): { readonly id: string; readonly permission: Permission }[] {
  const fields = numbered(parameters, "SecurityGroupRule");
  if (fields.length === 0) {
    throw new AwsError("MissingParameter", "The request must contain the parameter securityGroupRules");
  }
  const ids = fields.map((field) => field("SecurityGroupRuleId") ?? "");
  if (new Set(ids).size < ids.length) throw invalid("The same rule must not appear multiple times");
  return fields.map((field, index) => {
    const id = ids[index]!;
    const rule = existing.find((each) => each.id === id);
    if (!rule) throw ruleIdNotFound(id);
    const permission = readRule((name) => field(`SecurityGroupRule.${name}`), accountId);
    checkKind(id, rule.permission.source.kind, permission.source.kind);
    return { id, permission };
  });
}

function readRule(field: Field, accountId: string): Permission {
  const source = readSource(field, accountId);
  if (field("IpProtocol") === undefined) {
    throw invalid(
      "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
    );
  }
  const protocol = readProtocol(field("IpProtocol"));
  const ports = readPorts(protocol, field("FromPort"), field("ToPort"));
  return { protocol, ports, source, description: readDescription(field("Description")) };
}

function readSource(field: Field, accountId: string): Source {
  const given = Object.values(fieldNames).filter((name) => field(name) !== undefined);
  const names = "cidrIp, cidrIpv6, prefixListId, or referencedGroupId";
  const [name, ...more] = given;
  if (name === undefined) {
    throw new AwsError("MissingParameter", `The request must contain exactly one of: ${names}`);
  }
  if (more.length > 0) {
    throw new AwsError("InvalidParameterCombination", `Only one of ${names} can be specified`);
  }
  const value = field(name)!;
  switch (name) {
    case "CidrIpv4":
      return { kind: "ipv4", cidr: readCidr(value, "ipv4") };
    case "CidrIpv6":
      return { kind: "ipv6", cidr: readCidr(value, "ipv6") };
    case "PrefixListId":
      return { kind: "prefixList", id: value };
    case "ReferencedGroupId":
      return { kind: "group", id: value, userId: accountId };
  }
}

const fieldNames = {
  ipv4: "CidrIpv4",
  ipv6: "CidrIpv6",
  prefixList: "PrefixListId",
  group: "ReferencedGroupId",
} as const;

const kindNames = {
  ipv4: "IPv4 CIDR",
  ipv6: "IPv6 CIDR",
  prefixList: "prefix list",
  group: "referenced group",
} as const;

/** A rule keeps its kind of source. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
function checkKind(id: string, before: Source["kind"], after: Source["kind"]): void {
  if (before === after) return;
  throw invalid(
    `Invalid rule type for security group rule '${id}'. You may not specify ${fieldNames[after]} for an existing ` +
      `${kindNames[before]} rule.`,
  );
}
