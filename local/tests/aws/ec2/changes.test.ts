import assert from "node:assert/strict";
import { changedGroups } from "../../../aws/ec2/changes";

function changes(form: Record<string, string>, answer = "") {
  return changedGroups(
    { operation: form.Action!, parameters: new URLSearchParams(form) },
    { status: 200, headers: {}, body: answer },
  );
}

describe("the security groups that a call changed", () => {
  const GroupId = "sg-0a1b2c3d4e5f60718";

  for (const Action of [
    "AuthorizeSecurityGroupIngress",
    "AuthorizeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
    "RevokeSecurityGroupEgress",
    "ModifySecurityGroupRules",
    "UpdateSecurityGroupRuleDescriptionsIngress",
    "UpdateSecurityGroupRuleDescriptionsEgress",
    "DeleteSecurityGroup",
  ]) {
    it(`${Action}: the one that it names by id, else all`, () => {
      assert.deepEqual(changes({ Action, GroupId }), [GroupId]);
      assert.equal(changes({ Action, GroupName: "default" }), "all");
    });
  }

  it("CreateSecurityGroup: the new one", () => {
    const answer = `<CreateSecurityGroupResponse><groupId>${GroupId}</groupId></CreateSecurityGroupResponse>`;
    assert.deepEqual(changes({ Action: "CreateSecurityGroup" }, answer), [GroupId]);
  });

  it("a VPC that comes or goes: its default group, whichever that is", () => {
    for (const Action of ["CreateVpc", "CreateDefaultVpc", "DeleteVpc"])
      assert.equal(changes({ Action }), "all");
  });

  it("tags: the groups among the tagged", () => {
    const tagged = { "ResourceId.1": "vpc-0a1b2c3d4e5f60718", "ResourceId.2": GroupId };
    assert.deepEqual(changes({ Action: "CreateTags", ...tagged }), [GroupId]);
    assert.deepEqual(changes({ Action: "DeleteTags", ...tagged }), [GroupId]);
    assert.equal(changes({ Action: "CreateTags", "ResourceId.1": "vpc-0a1b2c3d4e5f60718" }), undefined);
  });

  it("what only reads, or changes something else: none", () => {
    for (const Action of ["DescribeSecurityGroups", "CreateSubnet"])
      assert.equal(changes({ Action, GroupId }), undefined);
  });
});
