import { AwsError, type AwsRequest, type HttpRequest } from "../service";
import type { Permission } from "./permission";
import { readPermissions } from "./permissionParameters";
import type { RuleCall } from "./ruleAnswers";
import type { ExistingRule, GroupReference, MotoSecurityGroups } from "./securityGroups";

/** What a request for a group's rules refers to. */
export interface RuleRequest {
  readonly call: RuleCall;
  readonly vpcId: string;
  /** The permissions that the request gives. */
  readonly permissions: readonly Permission[];
  /** The group's rules, in the direction of the request. */
  readonly existing: readonly ExistingRule[];
}

/** @throws AwsError InvalidGroup.NotFound, or InvalidParameterValue for what EC2 rejects in a permission. */
export async function readRuleRequest(
  { region, operation, parameters }: AwsRequest,
  accountId: string,
  groups: MotoSecurityGroups,
): Promise<RuleRequest> {
  const group = await groups.get(region, referenceIn(parameters));
  const permissions = await readPermissions(parameters, accountId, async (groupName) => {
    const source = await groups.get(region, { groupName });
    return source.GroupId!;
  });
  const call: RuleCall = { operation, groupId: group.GroupId!, accountId };
  const existing = await groups.rules(region, call.groupId, operation.endsWith("Egress"));
  return { call, vpcId: group.VpcId!, permissions, existing };
}

/** @throws AwsError MissingParameter */
export function referenceIn(parameters: URLSearchParams): GroupReference {
  const groupId = parameters.get("GroupId") ?? undefined;
  const groupName = parameters.get("GroupName") ?? undefined;
  if (groupId === undefined && groupName === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter groupName or groupId");
  }
  return { groupId, groupName };
}

/** The request with another form. */
export function withForm({ headers }: AwsRequest, parameters: URLSearchParams): HttpRequest {
  return {
    url: "/",
    method: "POST",
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: Buffer.from(parameters.toString()),
  };
}

/** Another call to EC2 in place of the request. */
export function withCall(
  request: AwsRequest,
  Action: string,
  parameters: Readonly<Record<string, string>>,
): HttpRequest {
  const Version = request.parameters.get("Version") ?? "2016-11-15";
  return withForm(request, new URLSearchParams({ Action, Version, ...parameters }));
}
