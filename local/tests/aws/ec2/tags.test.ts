import assert from "node:assert/strict";
import { CreateSecurityGroupCommand, CreateTagsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { refusal, inTestAws } from "../gateway/testAws";

describe("tags of EC2", function () {
  this.timeout(120_000);
  let ec2: EC2Client;

  inTestAws((started) => {
    ec2 = new EC2Client(started.settings());
  });

  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
  it("are rejected with a reserved key, a longer key or a longer value, also of new resources", async () => {
    const group = { GroupName: "tagged", Description: "tagged" };
    const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(group));
    for (const [tag, message] of [
      [{ Key: "aws:x", Value: "" }, "Tag keys starting with 'aws:' are reserved for internal use"],
      [{ Key: "AWS:x", Value: "" }, "Tag keys starting with 'aws:' are reserved for internal use"],
      [{ Key: "x".repeat(129), Value: "" }, "Tag key exceeds the maximum length of 128 characters"],
      [{ Key: "x", Value: "ü".repeat(257) }, "Tag value exceeds the maximum length of 256 characters"],
    ] as const) {
      const expected = { code: "InvalidParameterValue", message, status: 400 };
      const tagged = new CreateTagsCommand({ Resources: [GroupId!], Tags: [tag] });
      assert.deepEqual(await refusal(ec2.send(tagged)), expected);
      const created = new CreateSecurityGroupCommand({
        ...{ GroupName: "other", Description: "other" },
        TagSpecifications: [{ ResourceType: "security-group", Tags: [tag] }],
      });
      assert.deepEqual(await refusal(ec2.send(created)), expected);
    }
    const longest = { Key: "x".repeat(128), Value: "ü".repeat(256) };
    await ec2.send(new CreateTagsCommand({ Resources: [GroupId!], Tags: [longest] }));
  });
});
