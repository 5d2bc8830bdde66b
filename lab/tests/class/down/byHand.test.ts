import assert from "node:assert/strict";
import { handMade } from "../../../class/down/byHand";
import { awsError, fakeClients, type Answers } from "../../fakes/fakeClients";

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const invoked = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

function account(
  recorder: { roleARN: string } | undefined,
  rules: readonly { name: string; invokes: string }[] = [],
  tagged: readonly string[] = [],
): Answers {
  const tags = (arn: unknown) =>
    tagged.some((name) => String(arn).endsWith(name)) ? [{ Key: "Stack" }] : [];
  return {
    DescribeConfigRules: () => ({
      ConfigRules: rules.map(({ name, invokes }) => ({
        ConfigRuleName: name,
        ConfigRuleArn: `arn:${name}`,
        Source: { SourceIdentifier: invoked(invokes) },
      })),
    }),
    ListTagsForResource: ({ ResourceArn }) => ({ Tags: tags(ResourceArn) }),
    DescribeConfigurationRecorders: () => ({
      ConfigurationRecorders: recorder ? [{ name: "default", arn: "arn:recorder", ...recorder }] : [],
    }),
    DescribeDeliveryChannels: () => ({
      DeliveryChannels: recorder ? [{ name: "channel", s3BucketName: "bucket" }] : [],
    }),
    GetBucketTagging: () => {
      if (tagged.includes("bucket")) return { TagSet: [{ Key: "Stack", Value: "x" }] };
      throw awsError("NoSuchTagSet");
    },
  };
}

const found = (answers: Answers, stacks = ["stuabc", "studef"]) => handMade(fakeClients(answers), stacks);

describe("what students made by hand", () => {
  it("is a recorder with a lab's role, its channel and bucket, and rules that invoke a lab's function", async () => {
    const rules = [
      { name: "mine", invokes: "evaluate_remediate_security_group-stuabc" },
      { name: "alone", invokes: "evaluate_remediate_security_group" },
      { name: "others", invokes: "evaluate_remediate_security_group-stuxyz" },
      { name: "else", invokes: "check" },
    ];
    assert.deepEqual(await found(account({ roleARN: role("AwsConfigRole-studef") }, rules)), [
      ["rule", "mine"],
      ["recorder", "default"],
      ["delivery channel", "channel"],
      ["bucket", "bucket"],
    ]);
  });

  it("isn't a recorder with another role, nor its channel and bucket", async () => {
    assert.deepEqual(await found(account({ roleARN: role("aws-service-role/AWSServiceRoleForConfig") })), []);
    assert.deepEqual(await found(account({ roleARN: role("AwsConfigRole-stuxyz") })), []);
    assert.deepEqual(await found(account(undefined)), []);
  });

  it("has no suffix in an account of one's own", async () => {
    const rules = [{ name: "rule", invokes: "evaluate_remediate_security_group" }];
    const own = account({ roleARN: role("AwsConfigRole") }, rules);
    assert.deepEqual(
      (await found(own, ["stuabc"])).map(([kind]) => kind),
      ["rule", "recorder", "delivery channel", "bucket"],
    );
    assert.deepEqual(await found(own), []);
  });

  it("isn't what has a stack's tag", async () => {
    const rules = [{ name: "rule", invokes: "evaluate_remediate_security_group-stuabc" }];
    const own = { roleARN: role("AwsConfigRole-stuabc") };
    assert.deepEqual(await found(account(own, rules, ["rule", "recorder"])), []);
    assert.deepEqual(await found(account(own, [], ["bucket"])), [
      ["recorder", "default"],
      ["delivery channel", "channel"],
    ]);
  });
});
