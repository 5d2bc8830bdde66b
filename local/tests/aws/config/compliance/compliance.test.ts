import assert from "node:assert/strict";
import {
  DeleteConfigRuleCommand,
  paginateGetComplianceDetailsByConfigRule,
  type ComplianceType,
  type Evaluation,
} from "@aws-sdk/client-config-service";
import { accountId, groupType, region, rule, tcp, inWorld, World, type RuleEvent } from "../world";
import { until } from "../../../until";

const ConfigRuleName = "EC2SecurityGroup";
const remove = new DeleteConfigRuleCommand({ ConfigRuleName });

describe("AWS Config's compliance", () => {
  let world: World;
  inWorld(async (started) => {
    world = started;
    world.change("sg-1");
    await world.record();
  });

  /** Creates the rule, whose function puts these evaluations on each event, in order. */
  async function evaluated(...results: ComplianceType[]): Promise<void> {
    world.run = async (event) => {
      for (const result of results) await world.report(event, result, `found ${result}`);
    };
    await world.config.putConfigRule({ ConfigRule: rule() });
    await world.service.idle();
  }

  const details = async (filter: object = {}) =>
    (await world.config.getComplianceDetailsByConfigRule({ ConfigRuleName, ...filter })).EvaluationResults ??
    [];
  const ofRule = async () =>
    (await world.config.describeComplianceByConfigRule({})).ComplianceByConfigRules?.[0];
  const timeline = async () => {
    const answer = await world.config.getResourceConfigHistory({
      resourceType: "AWS::Config::ResourceCompliance",
      resourceId: `${groupType}/sg-1`,
      chronologicalOrder: "Forward",
    });
    return answer.configurationItems ?? [];
  };
  const shown = (items: Awaited<ReturnType<typeof timeline>>) =>
    items.map(({ configuration = "null", configurationItemStatus }) => [
      configurationItemStatus,
      (JSON.parse(configuration) as { complianceType: string } | null)?.complianceType,
    ]);

  it("is the rule's last result on each resource, with its annotation", async () => {
    await evaluated("NON_COMPLIANT", "COMPLIANT");
    const [result, ...others] = await details();
    assert.deepEqual(others, []);
    const { ResultRecordedTime, ConfigRuleInvokedTime, EvaluationResultIdentifier, ...rest } = result ?? {};
    assert.deepEqual(rest, { ComplianceType: "COMPLIANT", Annotation: "found COMPLIANT" });
    assert.deepEqual(EvaluationResultIdentifier?.EvaluationResultQualifier, {
      ConfigRuleName,
      ResourceType: groupType,
      ResourceId: "sg-1",
      EvaluationMode: "DETECTIVE",
    });
    const item = world.events[0]?.message.configurationItem;
    assert.equal(
      EvaluationResultIdentifier?.OrderingTimestamp?.toISOString(),
      item?.configurationItemCaptureTime,
    );
    assert.ok((ConfigRuleInvokedTime?.getTime() ?? 0) <= (ResultRecordedTime?.getTime() ?? 0));
    const byResource = await world.config.getComplianceDetailsByResource({
      ResourceType: groupType,
      ResourceId: "sg-1",
    });
    assert.deepEqual(byResource.EvaluationResults, [result]);
  });

  it("has a timeline: a resource was non-compliant, and became compliant", async () => {
    await evaluated("NON_COMPLIANT", "COMPLIANT");
    const items = await timeline();
    assert.deepEqual(shown(items), [
      ["ResourceDiscovered", "NON_COMPLIANT"],
      ["OK", "COMPLIANT"],
    ]);
    const [first] = items;
    const { configRuleList, ...configuration } = JSON.parse(first?.configuration ?? "") as Record<
      string,
      unknown
    >;
    assert.deepEqual(configuration, {
      complianceType: "NON_COMPLIANT",
      targetResourceId: "sg-1",
      targetResourceType: groupType,
    });
    const [listed] = configRuleList as Record<string, string>[];
    assert.equal(listed?.configRuleName, ConfigRuleName);
    assert.equal(listed?.complianceType, "NON_COMPLIANT");
    assert.equal(
      listed?.configRuleArn,
      `arn:aws:config:${region}:${accountId}:config-rule/${listed?.configRuleId}`,
    );
    assert.deepEqual(first?.relationships, [
      { resourceType: groupType, resourceId: "sg-1", relationshipName: "Is associated with " },
    ]);
  });

  it("is published when it changes, in order, as AWS words it", async () => {
    await evaluated("NON_COMPLIANT", "COMPLIANT", "COMPLIANT");
    const [bad, good, ...others] = world.messages("ComplianceChangeNotification");
    assert.deepEqual(others, []);
    const subject = `[AWS Config:${region}] ${groupType} sg-1 is NON_COMPLIANT with ${ConfigRuleName} in Account`;
    assert.equal(bad?.subject, `${subject.slice(0, 97)}...`);
    assert.equal(bad?.subject.length, 100);
    const { configRuleARN, notificationCreationTime, newEvaluationResult, ...rest } = bad?.message ?? {};
    assert.deepEqual(rest, {
      awsAccountId: accountId,
      configRuleName: ConfigRuleName,
      resourceType: groupType,
      resourceId: "sg-1",
      awsRegion: region,
      oldEvaluationResult: null,
      messageType: "ComplianceChangeNotification",
      recordVersion: "1.0",
    });
    assert.match(String(configRuleARN), /:config-rule\/config-rule-[a-z0-9]{6}$/);
    assert.match(String(notificationCreationTime), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const { resultRecordedTime, configRuleInvokedTime, evaluationResultIdentifier, ...result } =
      newEvaluationResult as Record<string, unknown>;
    assert.deepEqual(result, {
      complianceType: "NON_COMPLIANT",
      annotation: "found NON_COMPLIANT",
      resultToken: null,
    });
    assert.ok(String(configRuleInvokedTime) <= String(resultRecordedTime));
    assert.deepEqual(evaluationResultIdentifier, {
      evaluationResultQualifier: {
        configRuleName: ConfigRuleName,
        resourceType: groupType,
        resourceId: "sg-1",
      },
      orderingTimestamp: world.events[0]?.message.configurationItem?.configurationItemCaptureTime,
    });
    assert.equal((good?.message.newEvaluationResult as Record<string, unknown>).complianceType, "COMPLIANT");
    assert.deepEqual(good?.message.oldEvaluationResult, newEvaluationResult);
  });

  it("isn't published for resources that a rule doesn't apply to", async () => {
    await evaluated("NOT_APPLICABLE");
    assert.equal((await details())[0]?.ComplianceType, "NOT_APPLICABLE");
    assert.deepEqual(world.messages("ComplianceChangeNotification"), []);
    assert.deepEqual((await ofRule())?.Compliance, { ComplianceType: "INSUFFICIENT_DATA" });
    await assert.rejects(timeline(), { name: "ResourceNotDiscoveredException" });
  });

  it("of a rule is NON_COMPLIANT if one of its resources is", async () => {
    for (let index = 0; index < 30; index += 1) world.change(`sg-many-${index}`);
    await evaluated("NON_COMPLIANT");
    assert.deepEqual(await ofRule(), {
      ConfigRuleName,
      Compliance: {
        ComplianceType: "NON_COMPLIANT",
        ComplianceContributorCount: { CappedCount: 25, CapExceeded: true },
      },
    });
    world.run = (event) => world.report(event, "COMPLIANT");
    await world.config.startConfigRulesEvaluation({ ConfigRuleNames: [ConfigRuleName] });
    await world.service.idle();
    assert.deepEqual((await ofRule())?.Compliance, { ComplianceType: "COMPLIANT" });
    const ids = new Set<string | undefined>();
    const pages = paginateGetComplianceDetailsByConfigRule({ client: world.config }, { ConfigRuleName });
    for await (const page of pages) {
      for (const each of page.EvaluationResults ?? []) {
        ids.add(each.EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId);
      }
    }
    assert.equal(ids.size, 31);
  });

  it("can be filtered by type", async () => {
    world.change("sg-2");
    world.run = async (event) => {
      const compliant = event.message.configurationItem?.resourceId === "sg-1";
      await world.report(event, compliant ? "COMPLIANT" : "NON_COMPLIANT");
    };
    await world.config.putConfigRule({ ConfigRule: rule() });
    await world.config.putConfigRule({ ConfigRule: rule({ ConfigRuleName: "other" }) });
    await world.service.idle();
    assert.equal((await details({ ComplianceTypes: ["COMPLIANT"] })).length, 1);
    assert.equal((await details({ ComplianceTypes: ["NOT_APPLICABLE"] })).length, 0);
    const resources = await world.config.describeComplianceByResource({
      ResourceType: groupType,
      ComplianceTypes: ["NON_COMPLIANT"],
    });
    assert.deepEqual(resources.ComplianceByResources, [
      {
        ResourceType: groupType,
        ResourceId: "sg-2",
        Compliance: {
          ComplianceType: "NON_COMPLIANT",
          ComplianceContributorCount: { CappedCount: 2, CapExceeded: false },
        },
      },
    ]);
    const { ComplianceSummary } = await world.config.getComplianceSummaryByConfigRule({});
    assert.deepEqual(ComplianceSummary?.NonCompliantResourceCount, { CappedCount: 2, CapExceeded: false });
    const byType = await world.config.getComplianceSummaryByResourceType({ ResourceTypes: [groupType] });
    const [summary] = byType.ComplianceSummariesByResourceType ?? [];
    assert.equal(summary?.ComplianceSummary?.CompliantResourceCount?.CappedCount, 1);
    assert.equal(summary?.ComplianceSummary?.NonCompliantResourceCount?.CappedCount, 1);
    await assert.rejects(world.config.getComplianceDetailsByResource({ ResourceId: "sg-1" }), {
      name: "InvalidParameterValueException",
    });
  });

  it("is deleted with its group, and with its rule", async () => {
    await evaluated("COMPLIANT");
    world.run = (event) => world.report(event, "NOT_APPLICABLE");
    world.delete("sg-1");
    await world.service.idle();
    assert.deepEqual(await details(), []);
    assert.deepEqual(shown(await timeline()), [
      ["ResourceDiscovered", "COMPLIANT"],
      ["ResourceDeleted", undefined],
    ]);
    const last = world.messages("ComplianceChangeNotification").at(-1)?.message;
    assert.equal((last?.newEvaluationResult as Record<string, unknown>).complianceType, "NOT_APPLICABLE");
    world.change("sg-2");
    await world.service.idle();
    await world.config.send(remove);
    const { ComplianceByResources } = await world.config.describeComplianceByResource({});
    assert.deepEqual(ComplianceByResources, []);
    await assert.rejects(details(), { name: "NoSuchConfigRuleException" });
  });

  it("is deleted with its group though the recorder stops before that is evaluated", async () => {
    await evaluated("COMPLIANT");
    let open = () => {};
    world.run = () => new Promise((resolve) => (open = resolve));
    world.change("sg-1", { GroupName: "changed" });
    await until("the second evaluation", () => world.events.length === 2);
    world.delete("sg-1");
    const deleted = () => world.published.some(({ subject }) => subject.includes(" Deleted in Account "));
    await until("the notification of the deletion", deleted);
    await world.config.stopConfigurationRecorder({ ConfigurationRecorderName: "default" });
    open();
    await world.service.idle();
    assert.equal(world.events.length, 2);
    assert.deepEqual(await details(), []);
  });

  it("is deleted where a new scope excludes the group", async () => {
    await evaluated("COMPLIANT");
    world.run = () => Promise.resolve();
    const Scope = { ComplianceResourceTypes: [groupType], ComplianceResourceId: "sg-other" };
    await world.config.putConfigRule({ ConfigRule: rule({ Scope }) });
    await world.service.idle();
    assert.deepEqual(await details(), []);
  });

  it("is deleted on demand", async () => {
    await evaluated("COMPLIANT");
    await world.config.deleteEvaluationResults({ ConfigRuleName });
    assert.deepEqual(await details(), []);
    assert.deepEqual((await ofRule())?.Compliance, { ComplianceType: "INSUFFICIENT_DATA" });
  });

  describe("as reported by PutEvaluations", () => {
    let event: RuleEvent;
    beforeEach(async () => {
      world.run = () => Promise.resolve();
      await world.config.putConfigRule({ ConfigRule: rule() });
      await world.service.idle();
      event = world.events[0] as RuleEvent;
    });

    const evaluation = (changes: Partial<Evaluation> = {}): Evaluation => ({
      ComplianceResourceType: groupType,
      ComplianceResourceId: "sg-1",
      ComplianceType: "COMPLIANT",
      OrderingTimestamp: new Date(),
      ...changes,
    });
    const put = (Evaluations: Evaluation[], more: object = {}) =>
      world.config.putEvaluations({ Evaluations, ResultToken: event.resultToken, ...more });

    it("is recorded, also later and more than once with one token", async () => {
      assert.deepEqual((await put([evaluation()])).FailedEvaluations, []);
      await put([evaluation({ ComplianceType: "NON_COMPLIANT", Annotation: "a".repeat(256) })]);
      assert.equal((await details())[0]?.Annotation, "a".repeat(256));
      await put(
        Array.from({ length: 100 }, (_, index) => evaluation({ ComplianceResourceId: `sg-${index}` })),
      );
      assert.equal((await details({ Limit: 100 })).length, 100);
    });

    it("doesn't replace the result on a newer item", async () => {
      await put([evaluation()]);
      await put([
        evaluation({ ComplianceType: "NON_COMPLIANT", OrderingTimestamp: new Date(Date.now() - 60_000) }),
      ]);
      assert.equal((await details())[0]?.ComplianceType, "COMPLIANT");
    });

    it("isn't recorded in test mode, which needs no token", async () => {
      await put([evaluation()], { ResultToken: "TESTMODE", TestMode: true });
      assert.deepEqual(await details(), []);
    });

    it("needs the token that the rule's function got", async () => {
      const [payload = "", signature = ""] = event.resultToken.split(".");
      const forged = Buffer.from(payload, "base64url").toString().replace(ConfigRuleName, "other");
      for (const ResultToken of [
        "TESTMODE",
        "",
        "a.b",
        payload,
        `${Buffer.from(forged).toString("base64url")}.${signature}`,
      ]) {
        await assert.rejects(put([evaluation()], { ResultToken }), {
          name: "InvalidResultTokenException",
          message: "The resultToken provided is invalid",
        });
      }
    });

    it("is rejected once the rule is deleted, even where another has its name", async () => {
      await world.config.send(remove);
      const gone = {
        name: "NoSuchConfigRuleException",
        message: `The ConfigRule '${ConfigRuleName}' provided in the request is invalid. Please check the configRule name`,
      };
      await assert.rejects(put([evaluation()]), gone);
      await world.config.putConfigRule({ ConfigRule: rule() });
      await world.service.idle();
      await assert.rejects(put([evaluation()]), gone);
    });

    const failed = "1 validation error detected: Value";
    for (const [what, changes, name, message] of [
      [
        "an empty annotation",
        { Annotation: "" },
        "ValidationException",
        `${failed} '' at 'evaluations.1.member.annotation' failed to satisfy constraint: Member must have length greater than or equal to 1`,
      ],
      [
        "an annotation of 257 characters",
        { Annotation: "a".repeat(257) },
        "ValidationException",
        `${failed} '${"a".repeat(257)}' at 'evaluations.1.member.annotation' failed to satisfy constraint: Member must have length less than or equal to 256`,
      ],
      [
        "an unknown compliance type",
        { ComplianceType: "FINE" },
        "ValidationException",
        `${failed} 'FINE' at 'evaluations.1.member.complianceType' failed to satisfy constraint: Member must satisfy enum value set: [COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, INSUFFICIENT_DATA]`,
      ],
      [
        "INSUFFICIENT_DATA",
        { ComplianceType: "INSUFFICIENT_DATA" },
        "InvalidParameterValueException",
        "The ComplianceType INSUFFICIENT_DATA is invalid. Only the following values are permitted: [COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE].",
      ],
      [
        "no time",
        { OrderingTimestamp: undefined },
        "ValidationException",
        `${failed} null at 'evaluations.1.member.orderingTimestamp' failed to satisfy constraint: Member must not be null`,
      ],
      [
        "a future time",
        { OrderingTimestamp: new Date("2999-01-01T00:00:00Z") },
        "InvalidParameterValueException",
        "The OrderingTimestamp 2999-01-01T00:00:00.000Z is in the future.",
      ],
    ] as const) {
      it(`is rejected with ${what}, and nothing of the request is recorded`, async () => {
        const good = evaluation({ ComplianceResourceId: "sg-2" });
        await assert.rejects(put([evaluation(changes as Partial<Evaluation>), good]), { name, message });
        assert.deepEqual(await details(), []);
      });
    }

    it("is rejected for an unknown resource type, and beyond a hundred evaluations", async () => {
      await assert.rejects(
        put([evaluation({ ComplianceResourceType: "AWS::EC2::Group" })]),
        (error: Error) => {
          assert.equal(error.name, "InvalidParameterValueException");
          return error.message.startsWith(
            "The resource type AWS::EC2::Group is invalid. Only the following values are permitted: [AWS::",
          );
        },
      );
      await assert.rejects(put(Array.from({ length: 101 }, () => evaluation())), (error: Error) => {
        assert.equal(error.name, "ValidationException");
        return error.message.endsWith(
          "at 'evaluations' failed to satisfy constraint: Member must have length less than or equal to 100",
        );
      });
    });
  });

  it("follows an incident from the change to the remediation", async () => {
    await evaluated("COMPLIANT");
    world.run = async (event) => {
      const group = world.groups.get("sg-1");
      const compliant = group?.IpPermissions?.length === 1;
      await world.report(event, compliant ? "COMPLIANT" : "NON_COMPLIANT");
      if (!compliant) world.change("sg-1", { IpPermissions: [tcp(80)] });
    };
    world.change("sg-1", { IpPermissions: [tcp(80), tcp(465), tcp(993)] });
    await world.service.idle();
    assert.deepEqual(shown(await timeline()), [
      ["ResourceDiscovered", "COMPLIANT"],
      ["OK", "NON_COMPLIANT"],
      ["OK", "COMPLIANT"],
    ]);
    assert.equal((await ofRule())?.Compliance?.ComplianceType, "COMPLIANT");
  });
});
