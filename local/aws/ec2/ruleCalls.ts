import type { MotoClient } from "../moto/client";
import { AwsError, type AwsRequest, type AwsResponse, type HttpRequest } from "../service";
import { describePermission, keyOf } from "./permission";
import { readPermissions, withPermissions } from "./permissionParameters";
import { authorizeAnswer, revokeAnswer, type RuleCall } from "./ruleAnswers";
import type { ExistingRule, GroupReference, MotoSecurityGroups } from "./securityGroups";

/**
 * Limit of a group's rules in one direction. EC2 counts IPv4 and IPv6 separately; moto, which would stop in the middle of
 * a request, counts them together.
 */
const mostRules = 60;

/**
 * Authorize and Revoke as EC2 does them, where moto differs: addresses and protocols are made canonical, a request takes
 * effect as a whole or not at all, and revoking what doesn't exist is an error only outside a default VPC.
 */
export class RuleCalls {
  constructor(
    private readonly accountId: string,
    private readonly groups: MotoSecurityGroups,
    private readonly moto: MotoClient,
  ) {}

  async authorize(request: AwsRequest): Promise<AwsResponse> {
    const { parameters } = request;
    const { call, permissions, existing } = await this.read(request);
    if (permissions.length === 0) {
      throw new AwsError("MissingParameter", "The request must contain the parameter ipPermissions");
    }
    const keys = permissions.map(keyOf);
    if (new Set(keys).size < keys.length) {
      throw new AwsError("InvalidParameterValue", "The same permission must not appear multiple times");
    }
    const have = new Set(existing.map(({ permission }) => keyOf(permission)));
    const duplicate = permissions.find((permission) => have.has(keyOf(permission)));
    if (duplicate) {
      const rule = describePermission(duplicate);
      throw new AwsError("InvalidPermission.Duplicate", `the specified rule ${rule} already exists`);
    }
    for (const { source } of permissions) {
      if (source.kind === "prefixList" && !(await this.groups.prefixListExists(request.region, source.id))) {
        throw new AwsError(
          "InvalidPrefixListID.NotFound",
          `The prefix list ID '${source.id}' does not exist`,
        );
      }
    }
    if (existing.length + permissions.length > mostRules) {
      throw new AwsError(
        "RulesPerSecurityGroupLimitExceeded",
        "The maximum number of rules per security group has been reached.",
      );
    }
    const answer = await this.moto.forward(withForm(request, withPermissions(parameters, permissions)));
    if (answer.status !== 200) return answer;
    // moto returns only the rules of the last permission.
    const before = new Set(existing.map(({ id }) => id));
    const after = await this.groups.rules(request.region, call.groupId, isEgress(call));
    return authorizeAnswer(
      call,
      after.filter(({ id }) => !before.has(id)),
    );
  }

  /** Sets descriptions of rules, which are named by what they permit. */
  async updateDescriptions(request: AwsRequest): Promise<AwsResponse> {
    const { parameters } = request;
    const { permissions } = await this.read(request);
    return this.moto.forward(
      withForm(request, permissions.length > 0 ? withPermissions(parameters, permissions) : parameters),
    );
  }

  async revoke(request: AwsRequest): Promise<AwsResponse> {
    const { parameters } = request;
    const { call, vpcId, permissions, existing } = await this.read(request);
    const ids = [...parameters]
      .filter(([name]) => /^SecurityGroupRuleId\.\d+$/.test(name))
      .map(([, id]) => id);
    const unknownId = ids.find((id) => !existing.some((rule) => rule.id === id));
    if (unknownId !== undefined) {
      throw new AwsError(
        "InvalidSecurityGroupRuleId.NotFound",
        `The security group rule ID '${unknownId}' does not exist`,
      );
    }
    const byKey = new Map(existing.map((rule) => [keyOf(rule.permission), rule]));
    const unknown = permissions.filter((permission) => !byKey.has(keyOf(permission)));
    if (unknown.length > 0 && !(await this.groups.defaultVpcs(request.region)).includes(vpcId)) {
      throw new AwsError(
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group.",
      );
    }
    const named = permissions.map((permission) => byKey.get(keyOf(permission))?.id);
    const revoked = existing.filter((rule) => ids.includes(rule.id) || named.includes(rule.id));
    if (revoked.length > 0) {
      const answer = await this.moto.forward(
        withForm(request, revokeByIds(parameters, call.groupId, revoked)),
      );
      if (answer.status !== 200) return answer;
    }
    return revokeAnswer(call, revoked, unknown);
  }

  /** The group of a request, the permissions that it names, and the group's rules. */
  private async read({ region, operation, parameters }: AwsRequest) {
    const group = await this.groups.describe(region, referenceIn(parameters));
    if (!group) {
      const named = parameters.get("GroupId") ?? parameters.get("GroupName") ?? "";
      throw new AwsError("InvalidGroup.NotFound", `The security group '${named}' does not exist`);
    }
    const permissions = await readPermissions(parameters, this.accountId, async (groupName) => {
      const source = await this.groups.describe(region, { groupName });
      if (!source)
        throw new AwsError("InvalidGroup.NotFound", `The security group '${groupName}' does not exist`);
      return source.GroupId!;
    });
    const call: RuleCall = { operation, groupId: group.GroupId!, accountId: this.accountId };
    const existing = await this.groups.rules(region, call.groupId, isEgress(call));
    return { call, vpcId: group.VpcId!, permissions, existing };
  }
}

function isEgress({ operation }: RuleCall): boolean {
  return operation.endsWith("Egress");
}

function referenceIn(parameters: URLSearchParams): GroupReference {
  return {
    groupId: parameters.get("GroupId") ?? undefined,
    groupName: parameters.get("GroupName") ?? undefined,
  };
}

/** Revokes by id, since moto compares rules with their descriptions. */
function revokeByIds(
  parameters: URLSearchParams,
  groupId: string,
  rules: readonly ExistingRule[],
): URLSearchParams {
  const call = new URLSearchParams({
    Action: parameters.get("Action")!,
    Version: parameters.get("Version") ?? "2016-11-15",
    GroupId: groupId,
  });
  rules.forEach(({ id }, index) => call.set(`SecurityGroupRuleId.${index + 1}`, id));
  return call;
}

function withForm(request: AwsRequest, parameters: URLSearchParams): HttpRequest {
  return {
    url: "/",
    method: "POST",
    headers: { ...request.headers, "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: Buffer.from(parameters.toString()),
  };
}
