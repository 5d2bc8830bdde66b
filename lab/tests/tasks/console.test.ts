import assert from "node:assert/strict";
import type { ConfigRule } from "@aws-sdk/client-config-service";
import { absent, healthyLab, rulesOfOtherNames } from "../fakes/labAnswers";
import { atStage, labStack } from "../fakes/labStack";
import { examine, missing, missingInShort, redeploy, remediatedEc2 } from "./harness";

const stack = atStage("environment");
const lab = labStack(stack);
const recorder = (changes: object) => ({
  DescribeConfigurationRecorders: () => ({
    ConfigurationRecorders: [
      {
        name: "default",
        roleARN: lab.configRoleArn,
        recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::SecurityGroup"] },
        recordingMode: { recordingFrequency: "CONTINUOUS" },
        ...changes,
      },
    ],
  }),
});

describe("a recorder made in the console", () => {
  const settings = "In the console, AWS Config > Settings > Edit: ";

  it("has every setting of it and of its channel checked", async () => {
    const { checks } = await examine(3, { stack });
    assert.deepEqual(
      checks.slice(0, 9).map(({ what, seen }) => `${what}: ${seen}`),
      [
        "name of the recorder: default",
        "resource types of recorder default: AWS::EC2::SecurityGroup",
        "its recording frequency: CONTINUOUS",
        "its role: arn:aws:iam::111122223333:role/AwsConfigRole",
        "its status: recording",
        "its last recording: SUCCESS",
        "bucket of the delivery channel: made-in-the-console",
        "topic of the delivery channel: arn:aws:sns:us-east-1:111122223333:ust-stuabc-config-topic",
        "its deliveries: no failure",
      ],
    );
  });

  it("that isn't the handout's is told with what to set in the console", async () => {
    const wrong = {
      ...recorder({
        roleARN:
          "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
        recordingGroup: { allSupported: true },
        recordingMode: { recordingFrequency: "DAILY" },
      }),
      DescribeConfigurationRecorderStatus: () => ({ ConfigurationRecordersStatus: [{ recording: false }] }),
      DescribeDeliveryChannels: () => ({ DeliveryChannels: [{ name: "default", s3BucketName: "mine" }] }),
    };
    assert.deepEqual(missing(await examine(3, { stack, answers: wrong })), [
      {
        what: "resource types of recorder default",
        expected: "AWS::EC2::SecurityGroup",
        seen: "all types",
        hint: `${settings}specific resource types, with AWS EC2 SecurityGroup as the only one`,
      },
      {
        what: "its recording frequency",
        expected: "CONTINUOUS",
        seen: "DAILY",
        hint: `${settings}frequency Continuous`,
      },
      {
        what: "its role",
        expected: "arn:aws:iam::111122223333:role/AwsConfigRole",
        seen: "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
        hint: `${settings}role AwsConfigRole, from your account`,
      },
      {
        what: "its status",
        expected: "recording",
        seen: "stopped",
        hint: "In the console, AWS Config > Settings: Start recording",
      },
      {
        what: "topic of the delivery channel",
        expected: "arn:aws:sns:us-east-1:111122223333:ust-stuabc-config-topic",
        seen: "nothing",
        hint: `${settings}SNS topic ust-stuabc-config-topic`,
      },
    ]);
  });

  it("needs a channel", async () => {
    const none = { DescribeDeliveryChannels: () => ({ DeliveryChannels: [] }) };
    assert.deepEqual(missing(await examine(3, { stack, answers: none })), [
      {
        what: "the delivery channel",
        expected: "one",
        seen: "none",
        hint: `${settings}an S3 bucket, and the SNS topic ust-stuabc-config-topic`,
      },
    ]);
  });

  it("records security groups as often as is set for them, whatever is set for the rest", async () => {
    const seen = async (recordingFrequency: string, forGroups: string): Promise<string | undefined> => {
      const override = { resourceTypes: ["AWS::EC2::SecurityGroup"], recordingFrequency: forGroups };
      const answers = recorder({ recordingMode: { recordingFrequency, recordingModeOverrides: [override] } });
      const { checks } = await examine(3, { stack, answers });
      return checks.find(({ what }) => what === "its recording frequency")?.seen;
    };
    assert.equal(await seen("DAILY", "CONTINUOUS"), "CONTINUOUS");
    assert.equal(await seen("CONTINUOUS", "DAILY"), "DAILY");
  });

  it("isn't mistaken for one of another name, which may be the account's", async () => {
    assert.deepEqual(missing(await examine(3, { stack, answers: recorder({ name: "org" }) })), [
      {
        what: "name of the recorder",
        expected: "default",
        seen: "org",
        hint: "The console names a recorder default, so this one was created elsewhere. If it is the account's: pulumi config set recorder adopt && pulumi config set stage monitored && pulumi up",
      },
    ]);
  });

  it("isn't asked of a student in a shared account, whose recorder is the account's", async () => {
    const shared = { ...stack, functionName: "evaluate_remediate_security_group-stuabc" };
    const other = recorder({ name: "org", roleARN: "arn:x", recordingGroup: { allSupported: true } });
    assert.deepEqual(missing(await examine(3, { stack: shared, answers: other })), []);
    const none = { DescribeConfigurationRecorders: () => ({ ConfigurationRecorders: [] }) };
    assert.deepEqual(missingInShort(await examine(3, { stack: shared, answers: none })), [
      "the account's recorder: none",
    ]);
  });
});

describe("a rule made in the console", () => {
  const edit = "In the console, AWS Config > Rules > EC2SecurityGroup > Edit: ";

  it("that isn't the handout's is told with what to set in the console", async () => {
    const wrong = {
      DescribeConfigRules: () => ({
        ConfigRules: [
          {
            ConfigRuleState: "ACTIVE",
            Source: {
              Owner: "CUSTOM_LAMBDA",
              SourceIdentifier: "arn:aws:lambda:us-east-1:111122223333:function:other",
              SourceDetails: [{ MessageType: "ScheduledNotification" }],
            },
          },
        ],
      }),
    };
    assert.deepEqual(missing(await examine(5, { stack, answers: wrong })), [
      {
        what: "description of rule EC2SecurityGroup",
        expected: "Restrict inbound ports to HTTP and HTTPS",
        seen: "nothing",
        hint: `${edit}description "Restrict inbound ports to HTTP and HTTPS"`,
      },
      {
        what: "its function",
        expected: "arn:aws:lambda:us-east-1:111122223333:function:evaluate_remediate_security_group",
        seen: "arn:aws:lambda:us-east-1:111122223333:function:other",
        hint: `${edit}function ARN arn:aws:lambda:us-east-1:111122223333:function:evaluate_remediate_security_group`,
      },
      {
        what: "its resource types",
        expected: "AWS::EC2::SecurityGroup",
        seen: "nothing",
        hint: `${edit}scope of changes Resources, with AWS EC2 SecurityGroup as the only type`,
      },
      {
        what: "its triggers",
        expected: "ConfigurationItemChangeNotification, OversizedConfigurationItemChangeNotification",
        seen: "ScheduledNotification",
        hint: `${edit}trigger type "When configuration changes" only, which means both notifications`,
      },
      {
        what: "its parameter debug",
        expected: "true or false",
        seen: "nothing",
        hint: `${edit}parameter debug with the value true`,
      },
    ]);
  });

  it("is looked for under the stack's suffix in a shared account", async () => {
    const asked: unknown[] = [];
    const answers = {
      DescribeConfigRules: ({ ConfigRuleNames }: Readonly<Record<string, unknown>>) => {
        asked.push(ConfigRuleNames);
        if (ConfigRuleNames !== undefined) absent("NoSuchConfigRuleException")();
        return { ConfigRules: [] };
      },
    };
    const shared = { ...stack, functionName: "evaluate_remediate_security_group-stuabc" };
    const { notYet } = await examine(5, { stack: shared, answers });
    assert.deepEqual(asked, [["EC2SecurityGroup-stuabc"], undefined]);
    assert.equal(
      notYet?.reason,
      'the stack is at stage "environment", and AWS Config has no rule EC2SecurityGroup-stuabc yet',
    );
  });

  describe("of another name", () => {
    const healthy = (of: typeof lab) =>
      (healthyLab(of, remediatedEc2()).DescribeConfigRules?.({}) as { ConfigRules: ConfigRule[] })
        .ConfigRules[0];
    const invoking = (
      SourceIdentifier: string,
      ConfigRuleName: string,
      changes: Partial<ConfigRule> = {},
    ) => {
      const rule = healthy(lab);
      return { ...rule, ConfigRuleName, Source: { ...rule?.Source, SourceIdentifier }, ...changes };
    };
    const other = "arn:aws:lambda:us-east-1:111122223333:function:mine";
    const shared = {
      ...stack,
      ruleScope: "tag",
      functionName: "evaluate_remediate_security_group-stuabc",
      LambdaFunctionARN: `${lab.LambdaFunctionARN}-stuabc`,
    } as const;
    const byTag = { Scope: { TagKey: "ConfigRule", TagValue: "EC2SecurityGroup-stuabc" } };

    it("counts if it invokes the student's function, in a shared account too", async () => {
      const rules = [
        invoking(other, "restrict-ports-studef", byTag),
        invoking(shared.LambdaFunctionARN, "restrict-ports-stuabc", byTag),
      ];
      const report = await examine(5, { stack: shared, answers: rulesOfOtherNames(...rules) });
      assert.deepEqual(missing(report), []);
      assert.deepEqual(
        report.checks.slice(0, 2).map(({ what, expected, seen }) => [what, expected, seen]),
        [
          [
            "name of the rule",
            "EC2SecurityGroup-stuabc, as in the handout, or a rule that invokes the lab's function",
            "restrict-ports-stuabc",
          ],
          [
            "description of rule restrict-ports-stuabc",
            "Restrict inbound ports to HTTP and HTTPS",
            "Restrict inbound ports to HTTP and HTTPS",
          ],
        ],
      );
      assert.equal(report.evidence[0]?.title, "Evaluation results of rule restrict-ports-stuabc");
    });

    it("counts in an account of the student's own if changes of security groups invoke it, whatever its function", async () => {
      const report = await examine(5, { stack, answers: rulesOfOtherNames(invoking(other, "mine")) });
      assert.deepEqual(missing(report), []);
      assert.deepEqual(
        report.checks
          .filter(({ what }) => what === "name of the rule" || what === "its function")
          .map(({ expected, seen }) => [expected, seen]),
        [
          [
            "EC2SecurityGroup, as in the handout, or a rule with a function of its own that changes of security groups trigger, in the student's account",
            "mine",
          ],
          [`${lab.LambdaFunctionARN}, or a student's own`, other],
        ],
      );
    });

    it("is the one that invokes the lab's function, if there are several", async () => {
      const rules = [invoking(other, "first"), invoking(lab.LambdaFunctionARN, "second")];
      const { checks } = await examine(5, { stack, answers: rulesOfOtherNames(...rules) });
      assert.equal(checks[0]?.seen, "second");
    });

    const others: [why: string, rule: object][] = [
      ["evaluates no security groups", { Scope: { ComplianceResourceTypes: ["AWS::S3::Bucket"] } }],
      ["is AWS's", { Source: { ...healthy(lab)?.Source, Owner: "AWS", SourceIdentifier: "S3_X" } }],
      ["is an organization's", { CreatedBy: "config-multiaccountsetup.amazonaws.com" }],
      [
        "isn't triggered by changes",
        {
          Source: {
            Owner: "CUSTOM_LAMBDA",
            SourceIdentifier: other,
            SourceDetails: [{ MessageType: "ScheduledNotification" }],
          },
        },
      ],
    ];
    for (const [why, changes] of others) {
      it(`doesn't count if it invokes another function and ${why}`, async () => {
        const answers = rulesOfOtherNames(invoking(other, "mine", changes));
        assert.match(
          (await examine(5, { stack, answers })).notYet?.reason ?? "",
          /has no rule EC2SecurityGroup yet$/,
        );
      });
    }

    it("doesn't count if it invokes another function in a shared account, or beside a stack's rule", async () => {
      const answers = rulesOfOtherNames(invoking(other, "mine"));
      assert.notEqual((await examine(5, { stack: shared, answers })).notYet, undefined);
      const beside = { ...answers, GetComplianceDetailsByConfigRule: absent("NoSuchConfigRuleException") };
      assert.equal(missingInShort(await examine(5, { answers: beside }))[0], "rule EC2SecurityGroup: absent");
    });
  });

  it("has its compliance results read under its name", async () => {
    const asked: unknown[] = [];
    const { GetComplianceDetailsByConfigRule } = healthyLab(lab, remediatedEc2());
    const answers = {
      GetComplianceDetailsByConfigRule: (input: Readonly<Record<string, unknown>>) => {
        asked.push(input.ConfigRuleName);
        return GetComplianceDetailsByConfigRule?.(input);
      },
    };
    const { evidence } = await examine(5, { stack, answers });
    assert.deepEqual(asked, ["EC2SecurityGroup"]);
    assert.equal(evidence[0]?.title, "Evaluation results of rule EC2SecurityGroup");
  });

  it("is waited for by config-lab incident --watch, as the stack's own rule is", async () => {
    const quiet = {
      FilterLogEvents: () => ({ events: [] }),
      GetResourceConfigHistory: () => ({ configurationItems: [{ configuration: "{}" }] }),
    };
    for (const task of [5, 7]) {
      const hints = new Set(missing(await examine(task, { stack, answers: quiet })).map(({ hint }) => hint));
      assert.deepEqual(
        [...hints],
        ["Cause an incident and wait for the remediation: npx config-lab incident --watch"],
        `Task ${task}`,
      );
    }
  });
});

describe("what the stack made", () => {
  it("is corrected by the stack, also when it is missing altogether", async () => {
    const gone = {
      DescribeConfigurationRecorders: () => ({ ConfigurationRecorders: [] }),
      DescribeConfigRules: absent("NoSuchConfigRuleException"),
    };
    assert.deepEqual(
      [...missing(await examine(3, { answers: gone })), missing(await examine(5, { answers: gone }))[0]],
      [
        { what: "the recorder", expected: "default", seen: "none", hint: redeploy },
        { what: "rule EC2SecurityGroup", expected: "present", seen: "absent", hint: redeploy },
      ],
    );
  });
});
