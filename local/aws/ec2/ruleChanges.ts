import type { MotoClient } from "../moto/client";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import { keyOf, type Permission } from "./permission";
import { readDescription } from "./permissionFields";
import { changeAnswer } from "./ruleAnswers";
import { permissionNotFound } from "./ruleCalls";
import { checkNew, type RuleChecks } from "./ruleChecks";
import { numbered, readModifications } from "./ruleModifications";
import { readRuleRequest, withCall } from "./ruleRequest";
import { ruleIdNotFound, type ExistingRule, type MotoSecurityGroups } from "./securityGroups";

type ChangedRule = Pick<ExistingRule, "id" | "permission">;

/**
 * Changes of rules in place, which keep their ids and tags: ModifySecurityGroupRules and
 * UpdateSecurityGroupRuleDescriptions. moto does them for some kinds of rules and ignores the others.
 */
export class RuleChanges {
  constructor(
    private readonly accountId: string,
    private readonly groups: MotoSecurityGroups,
    private readonly checks: RuleChecks,
    private readonly moto: MotoClient,
  ) {}

  /**
   * Replaces rules of both directions, all or none.
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html
   */
  async modify(request: AwsRequest): Promise<AwsResponse> {
    const { region, parameters } = request;
    const groupId = parameters.get("GroupId") ?? undefined;
    if (groupId === undefined)
      throw new AwsError("MissingParameter", "The request must contain the parameter groupId");
    const group = await this.groups.get(region, { groupId });
    const rules = {
      in: await this.groups.rules(region, groupId, false),
      out: await this.groups.rules(region, groupId, true),
    };
    const changes = readModifications(parameters, this.accountId, [...rules.in, ...rules.out]);
    await this.checks.sources(
      region,
      group.VpcId!,
      changes.map(({ permission }) => permission),
    );
    for (const existing of Object.values(rules)) await this.checkTogether(region, existing, changes);
    return this.write(request, groupId, changes);
  }

  /**
   * Sets descriptions of rules, which are named by their ids or by what they permit; a rule that is given without a
   * description loses its own.
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html
   */
  async updateDescriptions(request: AwsRequest): Promise<AwsResponse> {
    const { call, permissions, existing } = await readRuleRequest(request, this.accountId, this.groups);
    const byId = numbered(request.parameters, "SecurityGroupRuleDescription").map((field) => {
      const id = field("SecurityGroupRuleId") ?? "";
      const rule = existing.find((each) => each.id === id);
      if (!rule) throw ruleIdNotFound(id);
      return described(rule, readDescription(field("Description")));
    });
    const byPermission = permissions.map((permission) => {
      const rule = existing.find((each) => keyOf(each.permission) === keyOf(permission));
      if (!rule) throw permissionNotFound();
      return described(rule, permission.description);
    });
    const changes = [...byId, ...byPermission];
    if (changes.length === 0) {
      const message = "Either 'ipPermissions' or 'securityGroupRuleDescriptions' should be provided.";
      throw new AwsError("MissingParameter", message);
    }
    return this.write(request, call.groupId, changes);
  }

  /** Rejects what wouldn't fit among the rules of one direction as they would be afterwards. */
  private async checkTogether(
    region: string,
    existing: readonly ExistingRule[],
    changes: readonly ChangedRule[],
  ): Promise<void> {
    const changed = new Map(changes.map(({ id, permission }) => [id, permission]));
    const after: Permission[] = [];
    for (const { id, permission } of existing) {
      const rule = changed.get(id) ?? permission;
      checkNew([rule], after);
      after.push(rule);
    }
    await this.checks.quota(region, after);
  }

  private async write(
    request: AwsRequest,
    GroupId: string,
    changes: readonly ChangedRule[],
  ): Promise<AwsResponse> {
    const fields = changes.flatMap(({ id, permission }, index) => {
      const prefix = `SecurityGroupRule.${index + 1}`;
      const rule = Object.entries(ruleFields(permission)).map(([name, value]) => [
        `${prefix}.SecurityGroupRule.${name}`,
        value,
      ]);
      return [[`${prefix}.SecurityGroupRuleId`, id], ...rule];
    });
    const form = { GroupId, ...(Object.fromEntries(fields) as Record<string, string>) };
    const answer = await this.moto.forward(withCall(request, "ModifySecurityGroupRules", form));
    return answer.status === 200 ? changeAnswer(request.operation) : answer;
  }
}

function described(
  { id, permission: { protocol, ports, source } }: ExistingRule,
  description: string | undefined,
): ChangedRule {
  return { id, permission: { protocol, ports, source, description } };
}

function ruleFields({ protocol, ports, source, description }: Permission): Record<string, string> {
  return {
    IpProtocol: protocol,
    FromPort: String(ports?.from ?? -1),
    ToPort: String(ports?.to ?? -1),
    ...sourceField(source),
    ...(description === undefined ? {} : { Description: description }),
  };
}

function sourceField(source: Permission["source"]): Record<string, string> {
  switch (source.kind) {
    case "ipv4":
      return { CidrIpv4: source.cidr };
    case "ipv6":
      return { CidrIpv6: source.cidr };
    case "prefixList":
      return { PrefixListId: source.id };
    case "group":
      return { ReferencedGroupId: source.id };
  }
}
