import assert from "node:assert/strict";
import { absent, rulesOfOtherNames } from "../../fakes/labAnswers";
import { atStage, labGroup } from "../../fakes/labStack";
import { examine, missing, missingInShort, redeploy, remediatedEc2, type Differences } from "../harness";

describe("Task 1 finds", () => {
  let ec2 = remediatedEc2();
  beforeEach(() => {
    ec2 = remediatedEc2();
  });

  it("what isn't there", async () => {
    const gone = {
      DescribeVpcs: absent("InvalidVpcID.NotFound"),
      DescribeSubnets: absent("InvalidSubnetID.NotFound"),
      GetTopicAttributes: absent("NotFound"),
      GetFunctionConfiguration: absent("ResourceNotFoundException"),
    };
    assert.deepEqual(missingInShort(await examine(1, { answers: gone })), [
      "VPC vpc-0aaaaaaaaaaaaaaaa: absent",
      "subnet subnet-0aaaaaaaaaaaaaaaa: absent",
      "topic ust-stuabc-config-topic: absent",
      "function evaluate_remediate_security_group: absent",
    ]);
  });

  it("a VPC that isn't the handout's", async () => {
    const other = {
      DescribeVpcs: () => ({ Vpcs: [{ CidrBlock: "10.9.0.0/16", Tags: [] }] }),
      DescribeVpcAttribute: () => ({}),
      DescribeInternetGateways: () => ({ InternetGateways: [] }),
      DescribeRouteTables: () => ({ RouteTables: [{ Routes: [] }] }),
    };
    assert.deepEqual(missing(await examine(1, { answers: other })), [
      { what: "name of VPC vpc-0aaaaaaaaaaaaaaaa", expected: "Lab VPC", seen: "nothing", hint: redeploy },
      { what: "its DNS support", expected: "on", seen: "off", hint: redeploy },
      { what: "its DNS hostnames", expected: "on", seen: "off", hint: redeploy },
      { what: "its internet gateway", expected: "one, attached", seen: "nothing", hint: redeploy },
      { what: "its range", expected: "10.9.1.0/24", seen: "10.0.1.0/24", hint: redeploy },
      { what: "its route to 0.0.0.0/0", expected: "the internet gateway", seen: "nothing", hint: redeploy },
    ]);
  });

  it("a subscription that nobody has confirmed, whose filter can't be seen yet", async () => {
    const pending = {
      ListSubscriptionsByTopic: () => ({
        Subscriptions: [
          { Protocol: "email-json", Endpoint: "a@b.example", SubscriptionArn: "PendingConfirmation" },
        ],
      }),
      GetSubscriptionAttributes: absent("InvalidParameter"),
    };
    assert.deepEqual(missing(await examine(1, { answers: pending })), [
      {
        what: "its confirmation",
        expected: "confirmed",
        seen: "pending",
        hint: 'Open the link in the mail "AWS Notification - Subscription Confirmation"; it is valid for two days.',
      },
    ]);
  });

  it("no subscription, and a wrong filter", async () => {
    assert.deepEqual(
      missing(await examine(1, { answers: { ListSubscriptionsByTopic: () => ({ Subscriptions: [] }) } })).map(
        ({ what }) => what,
      ),
      ["its subscription"],
    );
    const open = { GetSubscriptionAttributes: () => ({ Attributes: {} }) };
    assert.deepEqual(missingInShort(await examine(1, { answers: open })), [
      "scope of its filter policy: nothing",
      "its filter policy: {}",
    ]);
  });

  it("that port 80 is closed, and who brings it back: a remediation, if there is one that acts", async () => {
    ec2.revokeWords(labGroup, "TCP 80 from 0.0.0.0/0");
    const hint = async (differences: Differences): Promise<string | undefined> =>
      missing(await examine(1, { ec2, ...differences }))[0]?.hint;
    const noRule = rulesOfOtherNames();
    const you =
      "Add it in the console, or revert the incident: npx config-lab incident required-removed --revert";
    const remediation = "The remediation restores it; on AWS that takes up to 15 minutes.";
    assert.equal(await hint({ stack: atStage("monitored"), answers: noRule }), you);
    assert.equal(await hint({ stack: atStage("monitored") }), remediation);
    assert.equal(await hint({}), remediation);
    assert.equal(await hint({ stack: { mode: "report" } }), you);
  });

  it("nothing wrong with a closed port 80 under a policy that doesn't require it", async () => {
    ec2.revokeWords(labGroup, "TCP 80 from 0.0.0.0/0");
    const requiredPermissions = [{ protocol: "tcp", port: 443, cidr: "0.0.0.0/0" }];
    assert.deepEqual(missing(await examine(1, { ec2, stack: { requiredPermissions } })), []);
  });
});
