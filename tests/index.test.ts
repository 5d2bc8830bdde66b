import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import type { LabOutputs } from "../components/labOutputs";
import { comesAfter } from "./components/order";
import { startMocks, valueOf, type Mocked } from "./components/startMocks";
import program from "../index";
import { taggableTypes } from "../policies/taggedResources";

const namespace = "config-remediation-lab";

async function run(values: Record<string, string> = {}, stack = "dev") {
  const all = { itscAccount: "stuabc", subscriptionEmail: "stuabc@example.com", ...values };
  const configuration = Object.fromEntries(
    Object.entries(all).map(([key, value]) => [`${namespace}:${key}`, value]),
  );
  const mocked = await startMocks({ configuration, stack });
  const outputs = await program();
  await mocked.settle();
  return { mocked, outputs };
}

/** What only stage `monitored` and later ones have, and what only stage `remediated` has. */
const recording = [
  "monitoring-channel",
  "monitoring-history",
  "monitoring-history-encryption",
  "monitoring-history-ownership",
  "monitoring-history-policy",
  "monitoring-history-public-access",
  "monitoring-recorder",
  "monitoring-recording",
];
const always = [
  "monitoring",
  "monitoring-role",
  "monitoring-role-config",
  "monitoring-role-s3",
  "monitoring-role-sns",
  "monitoring-subscription",
  "monitoring-topic",
  "monitoring-topic-policy",
  "network",
  "network-sg1",
  "network-vpc",
  "remediation",
  "remediation-function",
  "remediation-invocation",
  "remediation-log",
  "remediation-role",
  "remediation-role-basic-execution",
  "remediation-role-policy",
];
const names = ({ registrations }: Mocked) => registrations.map(({ name }) => name).sort();

describe("program", () => {
  describe("at stage remediated", () => {
    let mocked: Mocked;
    let outputs: LabOutputs;

    before(async () => {
      ({ mocked, outputs } = await run());
    });

    it("registers the whole lab", () => {
      deepStrictEqual(names(mocked), [...always, ...recording, "remediation-rule"].sort());
    });

    it("outputs everything that the lab's tasks need", async () => {
      const known = await Promise.all(
        Object.entries(outputs).map(async ([key, value]) => [key, await valueOf<unknown>(value)] as const),
      );
      deepStrictEqual(Object.fromEntries(known), {
        LambdaFunctionARN: "arn:aws:lambda:us-east-1:123456789012:function:evaluate_remediate_security_group",
        region: "us-east-1",
        accountId: "123456789012",
        stage: "remediated",
        mode: "enforce",
        scope: "lab",
        ruleScope: "type",
        requiredPermissions: [
          { protocol: "tcp", port: 80, cidr: "0.0.0.0/0" },
          { protocol: "tcp", port: 443, cidr: "0.0.0.0/0" },
        ],
        allowedPermissions: [],
        exemptions: false,
        vpcId: "vpc-0a1b2c3d4e5f60718",
        publicSubnetId: "subnet-0a1b2c3d4e5f60718",
        securityGroupId: await valueOf(outputs.securityGroupId),
        securityGroupName: "LabSG1",
        defaultSecurityGroupId: "sg-0de0a0170000000000",
        topicArn: "arn:aws:sns:us-east-1:123456789012:ust-stuabc-config-topic",
        topicName: "ust-stuabc-config-topic",
        configRoleName: "AwsConfigRole",
        configRoleArn: "arn:aws:iam::123456789012:role/AwsConfigRole",
        functionRoleName: "AwsConfigLambdaSGRole",
        functionRoleArn: "arn:aws:iam::123456789012:role/AwsConfigLambdaSGRole",
        functionName: "evaluate_remediate_security_group",
        logGroupName: "awsconfig_lambda_security_group",
        bucketName: "monitoring-history-made-up",
        recorderName: "default",
        deliveryChannelName: "default",
        ruleName: "EC2SecurityGroup",
        ruleArn: "arn:aws:config:us-east-1:123456789012:config-rule/config-rule-EC2SecurityGroup",
        consoleLinks: await valueOf(outputs.consoleLinks),
      });
      deepStrictEqual(Object.keys(await valueOf(outputs.consoleLinks)).sort(), [
        "function",
        "logGroup",
        "rule",
        "securityGroup",
        "timeline",
        "topic",
      ]);
    });

    it("tags every resource that can have tags with project and stack", () => {
      const taggable = mocked.registrations.filter(({ type }) =>
        [...taggableTypes, "awsx:ec2:Vpc"].includes(type),
      );
      deepStrictEqual(taggable.map(({ name }) => name).sort(), [
        "monitoring-history",
        "monitoring-role",
        "monitoring-topic",
        "network-sg1",
        "network-vpc",
        "remediation-function",
        "remediation-log",
        "remediation-role",
        "remediation-rule",
      ]);
      for (const { inputs } of taggable) {
        const { Project, Stack } = inputs["tags"] as Record<string, string>;
        deepStrictEqual({ Project, Stack }, { Project: "config-remediation-lab", Stack: "dev" });
      }
      // The VPC's transform does it for what awsx creates.
      const renamed = taggable.filter(({ ignoreChanges }) => !ignoreChanges.includes("tags.Stack"));
      deepStrictEqual(
        renamed.map(({ name }) => name),
        ["network-vpc"],
      );
    });

    it("puts the public subnet into the Region's first zone, whatever order AWS lists them in", () => {
      deepStrictEqual(mocked.registration("network-vpc").inputs["availabilityZoneNames"], ["us-east-1a"]);
    });

    it("creates nothing that takes over what another stack or a person created", () => {
      const guarded = mocked.registrations.flatMap(({ name, beforeCreate }) =>
        beforeCreate.map((hook) => [name, hook, mocked.hooks.get(hook)?.onDryRun] as const),
      );
      deepStrictEqual([...guarded].sort(), [
        ["monitoring-channel", "monitoring-channel-must-not-exist", true],
        ["monitoring-recorder", "monitoring-recorder-must-not-exist", false],
        ["monitoring-topic", "monitoring-topic-must-not-exist", false],
        ["remediation-rule", "remediation-rule-must-not-exist", false],
      ]);
    });

    const order: [later: string, earlier: string, reason: string][] = [
      [
        "remediation-rule",
        "network-sg1",
        "the rule is gone before LabSG1, which the function would remediate again",
      ],
      ["remediation-rule", "monitoring-recording", "a rule needs a recorder, and outlives none"],
      ["remediation-rule", "remediation-invocation", "the rule may invoke as soon as it is there"],
      ["monitoring-recording", "monitoring-channel", "the recorder stops before the channel goes"],
      ["monitoring-channel", "monitoring-recorder", "a channel needs a recorder"],
      ["monitoring-channel", "monitoring-role-s3", "AWS tries the delivery when the channel is made"],
      ["monitoring-channel", "monitoring-role-sns", "AWS tries the topic when the channel is made"],
      ["monitoring-channel", "monitoring-history-policy", "as the bucket's policy allows"],
      ["monitoring-channel", "monitoring-topic-policy", "as the topic's policy allows"],
      ["monitoring-recording", "monitoring-role-config", "the recorder reads groups with its role"],
      ["remediation-function", "remediation-role-policy", "its first run needs its permissions"],
      ["remediation-function", "remediation-log", "Lambda would make a log group that outlives the stack"],
    ];
    for (const [later, earlier, reason] of order) {
      it(`creates ${later} after ${earlier} and destroys it before: ${reason}`, () => {
        strictEqual(comesAfter(mocked.registrations, later, earlier), true);
        strictEqual(comesAfter(mocked.registrations, earlier, later), false);
      });
    }
  });

  it("leaves out the rule at stage monitored", async () => {
    const { mocked, outputs } = await run({ stage: "monitored" });
    deepStrictEqual(names(mocked), [...always, ...recording].sort());
    deepStrictEqual([outputs.ruleName, outputs.ruleArn], [undefined, undefined]);
    strictEqual("rule" in (await valueOf(outputs.consoleLinks)), false);
  });

  it("leaves out bucket and recorder too at stage environment", async () => {
    const { mocked, outputs } = await run({ stage: "environment" });
    deepStrictEqual(names(mocked), always);
    deepStrictEqual(
      [outputs.bucketName, outputs.recorderName, outputs.deliveryChannelName, outputs.ruleName],
      [undefined, undefined, undefined, undefined],
    );
    strictEqual(await valueOf(outputs.topicName), "ust-stuabc-config-topic");
  });

  it("makes the rule on the account's recorder when that is adopted", async () => {
    const { mocked, outputs } = await run({ recorder: "adopt" });
    deepStrictEqual(names(mocked), [...always, "remediation-rule"].sort());
    ok(comesAfter(mocked.registrations, "remediation-rule", "network-sg1"));
    strictEqual(outputs.recorderName, undefined);
  });

  it("creates no role where the configuration names the account's", async () => {
    const arn = "arn:aws:iam::123456789012:role/LabRole";
    const { mocked, outputs } = await run({ configRoleArn: arn, functionRoleArn: arn });
    deepStrictEqual(
      names(mocked),
      [...always, ...recording, "remediation-rule"].filter((name) => !/-role\b/.test(name)).sort(),
    );
    strictEqual(mocked.registration("remediation-function").inputs["role"], arn);
    strictEqual(mocked.registration("monitoring-recorder").inputs["roleArn"], arn);
    deepStrictEqual(
      [await valueOf(outputs.configRoleName), await valueOf(outputs.functionRoleArn)],
      ["LabRole", arn],
    );
  });

  it("tags the groups that a shared account's rule selects, before it creates the rule", async () => {
    for (const stage of ["environment", "remediated"]) {
      const { mocked, outputs } = await run({ sharedAccount: "true", stage }, "amy");
      const tag = mocked.registration("network-default-group-ConfigRule");
      deepStrictEqual(tag.inputs, {
        resourceId: "sg-0de0a0170000000000",
        key: "ConfigRule",
        value: "EC2SecurityGroup-amy",
      });
      const { ConfigRule } = mocked.registration("network-sg1").inputs["tags"] as Record<string, string>;
      strictEqual(ConfigRule, "EC2SecurityGroup-amy");
      strictEqual(outputs.ruleScope, "tag");
      if (stage === "environment") continue;
      deepStrictEqual(mocked.registration("remediation-rule").inputs["scope"], {
        tagKey: "ConfigRule",
        tagValue: "EC2SecurityGroup-amy",
      });
      ok(comesAfter(mocked.registrations, "remediation-rule", tag.name));
    }
  });

  it("keeps two students of one account apart by their stacks' names", async () => {
    const collide = async (stack: string, itscAccount: string) => {
      const { mocked } = await run({ sharedAccount: "true", itscAccount }, stack);
      const named = mocked.registrations.filter(
        ({ type, inputs }) => !type.startsWith("aws:ec2/") && typeof inputs["name"] === "string",
      );
      return named
        .filter(({ type }) => type !== "aws:iam/rolePolicy:RolePolicy")
        .map(({ inputs }) => inputs["name"]);
    };
    const amy = await collide("amy", "stuamy");
    const bob = await collide("bob", "stubob");
    deepStrictEqual([...amy].sort(), [
      "AwsConfigLambdaSGRole-amy",
      "AwsConfigRole-amy",
      "EC2SecurityGroup-amy",
      "awsconfig_lambda_security_group-amy",
      "evaluate_remediate_security_group-amy",
      "ust-stuamy-config-topic",
    ]);
    deepStrictEqual(
      amy.filter((name) => bob.includes(name)),
      [],
    );
  });

  it("can be run again in the same process", async () => {
    strictEqual((await run()).mocked.registrations.length, 27);
    strictEqual((await run()).mocked.registrations.length, 27);
  });

  it("refuses a wrong configuration before anything is registered, and before AWS is asked", async () => {
    const mocked = await startMocks({
      configuration: { [`${namespace}:itscAccount`]: "stuabc", [`${namespace}:stage`]: "all" },
    });
    await rejects(program(), /has 2 errors; nothing was changed/);
    await mocked.settle();
    deepStrictEqual(mocked.registrations, []);
    deepStrictEqual(mocked.calls, []);
  });

  for (const [mode, scope] of [
    ["enforce", "account"],
    ["report", "lab"],
  ] as const) {
    it(`passes mode ${mode} and scope ${scope} on to the role, and outputs them`, async () => {
      const { mocked, outputs } = await run({ mode, scope });
      const policy = String(mocked.registration("remediation-role-policy").inputs["policy"]);
      strictEqual(policy.includes("ec2:RevokeSecurityGroupIngress"), mode === "enforce");
      strictEqual(policy.includes("vpc/vpc-0a1b2c3d4e5f60718"), false);
      deepStrictEqual([outputs.mode, outputs.scope], [mode, scope]);
    });
  }
});
