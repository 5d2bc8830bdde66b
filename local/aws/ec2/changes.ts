import type { AwsRequest, AwsResponse } from "../service";

/** Ids of security groups, or `all` where a request doesn't name them. */
export type ChangedGroups = readonly string[] | "all";

const ofOneGroup =
  /^(AuthorizeSecurityGroup(In|E)gress|RevokeSecurityGroup(In|E)gress|ModifySecurityGroupRules|UpdateSecurityGroupRuleDescriptions(In|E)gress|DeleteSecurityGroup)$/;
/** A VPC is created and deleted with its default group. */
const ofAVpc = /^(CreateVpc|CreateDefaultVpc|DeleteVpc)$/;

/** Which security groups a successful request may have changed; undefined: none. */
export function changedGroups(
  { operation, parameters }: Pick<AwsRequest, "operation" | "parameters">,
  answer: AwsResponse,
): ChangedGroups | undefined {
  if (ofAVpc.test(operation)) return "all";
  if (ofOneGroup.test(operation)) {
    const groupId = parameters.get("GroupId");
    // In a default VPC a group may be referred to by its name.
    return groupId ? [groupId] : "all";
  }
  if (operation === "CreateSecurityGroup") {
    const created = /<groupId>(sg-[0-9a-f]+)<\/groupId>/.exec(answer.body.toString())?.[1];
    return created ? [created] : "all";
  }
  if (operation === "CreateTags" || operation === "DeleteTags") {
    const tagged = [...parameters]
      .filter(([name, id]) => name.startsWith("ResourceId.") && id.startsWith("sg-"))
      .map(([, id]) => id);
    return tagged.length > 0 ? tagged : undefined;
  }
  return undefined;
}
