import { randomUUID } from "node:crypto";
import type { AwsResponse } from "../service";
import { element, xmlHeader } from "../xml";
import type { Permission, Source } from "./permission";
import type { ExistingRule } from "./securityGroups";

/**
 * The response to Authorize: the rules that it created.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 */
export function authorizeAnswer(call: RuleCall, made: readonly ExistingRule[]): AwsResponse {
  const rules = made.map((rule) => madeRule(rule, call));
  return answer(call, set("securityGroupRuleSet", rules));
}

/**
 * The response to Revoke: the rules that it removed and, in a default VPC, the permissions that it didn't find.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
 */
export function revokeAnswer(
  call: RuleCall,
  revoked: readonly ExistingRule[],
  unknown: readonly Permission[],
): AwsResponse {
  const rules = revoked.map((rule) => revokedRule(rule, call));
  return answer(
    call,
    set("revokedSecurityGroupRuleSet", rules) + set("unknownIpPermissionSet", unknown.map(unknownPermission)),
  );
}

/** The response to a change of rules in place. */
export function changeAnswer(operation: string): AwsResponse {
  return answer({ operation }, "");
}

/** The request that is responded to. */
export interface RuleCall {
  readonly operation: string;
  readonly groupId: string;
  readonly accountId: string;
}

function answer({ operation }: Pick<RuleCall, "operation">, result: string): AwsResponse {
  const requestId = randomUUID();
  return {
    status: 200,
    headers: { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId },
    body:
      `${xmlHeader}<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">` +
      `${element("requestId", requestId)}${element("return", "true")}${result}</${operation}Response>`,
  };
}

function set(name: string, items: readonly string[]): string {
  return items.length > 0 ? `<${name}>${items.map(item).join("")}</${name}>` : "";
}

function item(content: string): string {
  return `<item>${content}</item>`;
}

function madeRule(
  { id, permission, tags }: ExistingRule,
  { operation, groupId, accountId }: RuleCall,
): string {
  const { protocol, ports, source, description } = permission;
  const tagItems = Object.entries(tags).map(([key, value]) => element("key", key) + element("value", value));
  return (
    element("securityGroupRuleId", id) +
    element("groupId", groupId) +
    element("groupOwnerId", accountId) +
    element("isEgress", String(operation.endsWith("Egress"))) +
    element("ipProtocol", protocol) +
    element("fromPort", String(ports?.from ?? -1)) +
    element("toPort", String(ports?.to ?? -1)) +
    (source.kind === "group"
      ? `<referencedGroupInfo>${element("groupId", source.id)}${element("userId", source.userId)}</referencedGroupInfo>`
      : element(...ruleSource(source))) +
    (description === undefined ? "" : element("description", description)) +
    set("tagSet", tagItems)
  );
}

function revokedRule({ id, permission }: ExistingRule, { operation, groupId }: RuleCall): string {
  const { description } = permission;
  return (
    element("securityGroupRuleId", id) +
    element("groupId", groupId) +
    element("isEgress", String(operation.endsWith("Egress"))) +
    protocolAndPorts(permission) +
    element(...ruleSource(permission.source)) +
    (description === undefined ? "" : element("description", description))
  );
}

function protocolAndPorts({ protocol, ports }: Permission): string {
  const range = ports ? element("fromPort", String(ports.from)) + element("toPort", String(ports.to)) : "";
  return element("ipProtocol", protocol) + range;
}

function ruleSource(source: Source): [name: string, value: string] {
  switch (source.kind) {
    case "ipv4":
      return ["cidrIpv4", source.cidr];
    case "ipv6":
      return ["cidrIpv6", source.cidr];
    case "prefixList":
      return ["prefixListId", source.id];
    case "group":
      return ["referencedGroupId", source.id];
  }
}

function unknownPermission(permission: Permission): string {
  return protocolAndPorts(permission) + sourceList(permission.source);
}

function sourceList(source: Source): string {
  switch (source.kind) {
    case "ipv4":
      return set("ipRanges", [element("cidrIp", source.cidr)]);
    case "ipv6":
      return set("ipv6Ranges", [element("cidrIpv6", source.cidr)]);
    case "prefixList":
      return set("prefixListIds", [element("prefixListId", source.id)]);
    case "group":
      return set("groups", [element("userId", source.userId) + element("groupId", source.id)]);
  }
}
