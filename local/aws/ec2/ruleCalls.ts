import type { MotoClient } from "../moto/client";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import { keyOf } from "./permission";
import { withPermissions } from "./permissionParameters";
import { authorizeAnswer, revokeAnswer } from "./ruleAnswers";
import { checkDistinct, checkNew, type RuleChecks } from "./ruleChecks";
import { readRuleRequest, withCall, withForm } from "./ruleRequest";
import { ruleIdNotFound, type MotoSecurityGroups } from "./securityGroups";

/**
 * Authorize and Revoke as EC2 does them, where moto differs: addresses and protocols are made canonical, a request takes
 * effect as a whole or not at all, and revoking what doesn't exist is an error only outside a default VPC.
 */
export class RuleCalls {
  constructor(
    private readonly accountId: string,
    private readonly groups: MotoSecurityGroups,
    private readonly checks: RuleChecks,
    private readonly moto: MotoClient,
  ) {}

  async authorize(request: AwsRequest): Promise<AwsResponse> {
    const { region, parameters } = request;
    const { call, vpcId, permissions, existing } = await readRuleRequest(
      request,
      this.accountId,
      this.groups,
    );
    if (permissions.length === 0) {
      throw new AwsError("MissingParameter", "The request must contain the parameter ipPermissions");
    }
    const kept = existing.map(({ permission }) => permission);
    checkDistinct(permissions);
    checkNew(permissions, kept);
    await this.checks.sources(region, vpcId, permissions);
    await this.checks.quota(region, [...kept, ...permissions]);
    const answer = await this.moto.forward(withForm(request, withPermissions(parameters, permissions)));
    if (answer.status !== 200) return answer;
    // moto returns only the rules of the last permission.
    const before = new Set(existing.map(({ id }) => id));
    const after = await this.groups.rules(region, call.groupId, call.operation.endsWith("Egress"));
    return authorizeAnswer(
      call,
      after.filter(({ id }) => !before.has(id)),
    );
  }

  async revoke(request: AwsRequest): Promise<AwsResponse> {
    const { region, parameters } = request;
    const { call, vpcId, permissions, existing } = await readRuleRequest(
      request,
      this.accountId,
      this.groups,
    );
    const ids = [...parameters]
      .filter(([name]) => /^SecurityGroupRuleId\.\d+$/.test(name))
      .map(([, id]) => id);
    const unknownId = ids.find((id) => !existing.some((rule) => rule.id === id));
    if (unknownId !== undefined) throw ruleIdNotFound(unknownId);
    if (ids.length + permissions.length === 0) {
      throw new AwsError("MissingParameter", "The request must contain the parameter ipPermissions");
    }
    const byKey = new Map(existing.map((rule) => [keyOf(rule.permission), rule]));
    const unknown = permissions.filter((permission) => !byKey.has(keyOf(permission)));
    if (unknown.length > 0 && !(await this.groups.defaultVpcs(region)).includes(vpcId)) {
      throw permissionNotFound();
    }
    const named = permissions.map((permission) => byKey.get(keyOf(permission))?.id);
    const revoked = existing.filter((rule) => ids.includes(rule.id) || named.includes(rule.id));
    if (revoked.length > 0) {
      // By id, since moto compares rules with their descriptions.
      const list = revoked.map(({ id }, index) => [`SecurityGroupRuleId.${index + 1}`, id]);
      const parameters = { GroupId: call.groupId, ...(Object.fromEntries(list) as Record<string, string>) };
      const answer = await this.moto.forward(withCall(request, call.operation, parameters));
      if (answer.status !== 200) return answer;
    }
    return revokeAnswer(call, revoked, unknown);
  }
}

export function permissionNotFound(): AwsError {
  return new AwsError(
    "InvalidPermission.NotFound",
    "The specified rule does not exist in this security group.",
  );
}
