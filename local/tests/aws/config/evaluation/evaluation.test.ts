import assert from "node:assert/strict";
import {
  DeleteConfigRuleCommand,
  PutConfigRuleCommand,
  StartConfigRulesEvaluationCommand,
  type ConfigRule,
} from "@aws-sdk/client-config-service";
import {
  accountId,
  functionArn,
  groupType,
  region,
  roleArn,
  rule,
  tcp,
  inWorld,
  World,
  type RuleEvent,
} from "../world";
import { until } from "../../../until";

const put = (ConfigRule = rule()) => new PutConfigRuleCommand({ ConfigRule });
const start = new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ["EC2SecurityGroup"] });
const remove = new DeleteConfigRuleCommand({ ConfigRuleName: "EC2SecurityGroup" });
const recorderName = { ConfigurationRecorderName: "default" };

function scheduled(): ConfigRule {
  const SourceDetails = [{ EventSource: "aws.config", MessageType: "ScheduledNotification" }] as const;
  return rule({
    Source: { Owner: "CUSTOM_LAMBDA", SourceIdentifier: functionArn, SourceDetails: [...SourceDetails] },
  });
}

/** A promise, and the function that resolves it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe("AWS Config's evaluations", () => {
  let world: World;
  inWorld(async (started) => {
    world = started;
    world.change("sg-1");
    world.change("sg-2");
    await world.record();
    world.run = (event) => world.report(event, "COMPLIANT");
  });

  const evaluated = () => world.events.map(({ message }) => message.configurationItem?.resourceId);
  const status = async () =>
    (await world.config.describeConfigRuleEvaluationStatus({})).ConfigRulesEvaluationStatus?.[0];

  it("start with every recorded group when the rule is created, without a diff", async () => {
    await world.config.send(put());
    await world.service.idle();
    assert.deepEqual(evaluated().sort(), ["sg-1", "sg-2"]);
    for (const { message } of world.events) {
      assert.equal(message.messageType, "ConfigurationItemChangeNotification");
      assert.equal(message.configurationItemDiff, null);
      assert.equal(message.configurationItem?.configurationItemStatus, "ResourceDiscovered");
    }
    const [started] = world.messages("ConfigRulesEvaluationStarted");
    assert.equal(
      started?.subject,
      `[AWS Config:${region}] Config Rules Evaluation Started for Account ${accountId}`,
    );
    assert.deepEqual(started?.message.configRuleNames, ["EC2SecurityGroup"]);
  });

  it("send the function the event that AWS sends", async () => {
    await world.config.send(put());
    await world.service.idle();
    const [described] = (await world.config.describeConfigRules({})).ConfigRules ?? [];
    const { resultToken, invokingEvent, message, ...rest } = world.events[0] as RuleEvent;
    assert.ok(resultToken.length > 20);
    assert.deepEqual(JSON.parse(invokingEvent), message);
    assert.deepEqual(rest, {
      version: "1.0",
      ruleParameters: '{"debug":"true"}',
      eventLeftScope: false,
      executionRoleArn: roleArn,
      configRuleArn: described?.ConfigRuleArn,
      configRuleName: "EC2SecurityGroup",
      configRuleId: described?.ConfigRuleId,
      accountId,
    });
  });

  it("have no ruleParameters where the rule has no parameters", async () => {
    await world.config.send(put(rule({ InputParameters: undefined })));
    await world.service.idle();
    assert.equal("ruleParameters" in (world.events[0] ?? {}), false);
  });

  it("follow each change, of each group, with its diff", async () => {
    await world.config.send(put());
    await world.service.idle();
    world.events.length = 0;
    world.change("sg-1", { IpPermissions: [tcp(22)] });
    world.change("sg-2", { IpPermissions: [tcp(22)] });
    world.change("sg-3");
    await world.service.idle();
    assert.deepEqual(evaluated().sort(), ["sg-1", "sg-2", "sg-3"]);
    const changes = world.events.map(
      ({ message }) => (message.configurationItemDiff as { changeType: string }).changeType,
    );
    assert.deepEqual(changes.sort(), ["CREATE", "UPDATE", "UPDATE"]);
  });

  it("of one group run one at a time, the last with the newest item; other groups don't wait", async () => {
    await world.config.send(put());
    await world.service.idle();
    world.events.length = 0;
    const { open, opened } = gate();
    let underway = 0;
    let most = 0;
    world.run = async (event) => {
      if (event.message.configurationItem?.resourceId !== "sg-1") return;
      underway += 1;
      most = Math.max(most, underway);
      await opened;
      underway -= 1;
    };
    world.change("sg-1", { GroupName: "first" });
    const announced = (name: string) =>
      world
        .messages("ConfigurationItemChangeNotification")
        .some(({ message }) => (message.configurationItem as { resourceName: string }).resourceName === name);
    await until("the first evaluation", () => world.events.length === 1);
    // Two more changes, each recorded, while the first is evaluated; and one of another group.
    for (const GroupName of ["second", "third"]) {
      world.change("sg-1", { GroupName });
      await until(`the notification of ${GroupName}`, () => announced(GroupName));
    }
    world.change("sg-2", { GroupName: "other" });
    await until("the evaluation of the other group", () => world.events.length === 2);
    assert.deepEqual(evaluated(), ["sg-1", "sg-2"]);
    open();
    await world.service.idle();
    const names = world.events.map(({ message }) => message.configurationItem?.resourceName);
    assert.deepEqual(names, ["first", "other", "third"]);
    assert.equal(most, 1);
  });

  it("run concurrently, ten at most", async () => {
    for (let index = 0; index < 30; index += 1) world.change(`sg-many-${index}`);
    await world.service.idle();
    let underway = 0;
    let most = 0;
    const { open, opened } = gate();
    world.run = async () => {
      underway += 1;
      most = Math.max(most, underway);
      await opened;
      underway -= 1;
    };
    await world.config.send(put());
    await until("ten evaluations", () => world.events.length === 10);
    open();
    await world.service.idle();
    assert.equal(world.events.length, 32);
    assert.equal(most, 10);
  });

  it("follow the function's own remediation, once", async () => {
    world.run = async (event) => {
      const group = world.groups.get(event.message.configurationItem?.resourceId ?? "");
      const compliant = group?.IpPermissions?.[0]?.FromPort === 443;
      await world.report(event, compliant ? "COMPLIANT" : "NON_COMPLIANT");
      if (!compliant) world.change(group?.GroupId ?? "", { IpPermissions: [tcp(443)] });
    };
    await world.config.send(put());
    await world.service.idle();
    assert.deepEqual(evaluated().sort(), ["sg-1", "sg-1", "sg-2", "sg-2"]);
  });

  it("include deleted groups, which have left the scope", async () => {
    await world.config.send(put());
    await world.service.idle();
    world.events.length = 0;
    world.delete("sg-1");
    await world.service.idle();
    const [event] = world.events;
    assert.equal(world.events.length, 1);
    assert.equal(event?.eventLeftScope, true);
    assert.equal(event?.message.configurationItem?.configurationItemStatus, "ResourceDeleted");
    assert.equal(event?.message.configurationItem?.configuration, null);
  });

  it("are limited to the rule's scope, and include what leaves it", async () => {
    await world.config.send(put(rule({ Scope: { TagKey: "Name", TagValue: "LabSG1" } })));
    world.change("sg-3", { Tags: [] });
    await world.service.idle();
    assert.deepEqual(evaluated().sort(), ["sg-1", "sg-2"]);
    world.events.length = 0;
    world.change("sg-1", { Tags: [{ Key: "Name", Value: "other" }] });
    await world.service.idle();
    assert.deepEqual(
      world.events.map(({ eventLeftScope }) => eventLeftScope),
      [true],
    );
    world.events.length = 0;
    world.change("sg-1", { GroupName: "still other" });
    await world.service.idle();
    assert.equal(world.events.length, 0);
  });

  it("cover one group only, where the scope names it", async () => {
    await world.config.send(
      put(rule({ Scope: { ComplianceResourceTypes: [groupType], ComplianceResourceId: "sg-2" } })),
    );
    await world.service.idle();
    assert.deepEqual(evaluated(), ["sg-2"]);
  });

  describe("of oversized items", () => {
    const large = () => ({
      IpPermissions: [
        {
          ...tcp(80),
          IpRanges: Array.from({ length: 1_000 }, (_, index) => ({
            CidrIp: `10.${index % 250}.${Math.floor(index / 250)}.0/24`,
            Description: "d".repeat(250),
          })),
        },
      ],
    });

    it("send a summary with the location of the item", async () => {
      world.change("sg-1", large());
      await world.service.idle();
      await world.config.send(put());
      await world.service.idle();
      const message = world.events
        .map((event) => event.message)
        .find(({ configurationItemSummary }) => configurationItemSummary);
      assert.equal(message?.messageType, "OversizedConfigurationItemChangeNotification");
      assert.equal(message?.configurationItem, undefined);
      assert.equal(message?.configurationItemSummary?.resourceId, "sg-1");
      const location = String(message?.s3DeliverySummary?.s3BucketLocation);
      assert.ok(world.objects.has(location.slice(location.indexOf("/") + 1)), location);
      assert.equal(world.events.length, 2);
    });

    it("don't reach a rule that doesn't subscribe to them", async () => {
      const [change] = rule().Source?.SourceDetails ?? [];
      const SourceDetails = change ? [change] : [];
      await world.config.send(
        put(rule({ Source: { Owner: "CUSTOM_LAMBDA", SourceIdentifier: functionArn, SourceDetails } })),
      );
      await world.service.idle();
      world.events.length = 0;
      world.change("sg-1", large());
      await world.service.idle();
      assert.equal(world.events.length, 0);
    });
  });

  it("run again on demand, from the last item, and show meanwhile", async () => {
    await world.config.send(put());
    await world.service.idle();
    world.events.length = 0;
    const { open, opened } = gate();
    world.run = () => opened;
    const state = async () => (await world.config.describeConfigRules({})).ConfigRules?.[0]?.ConfigRuleState;
    await world.config.send(start);
    assert.equal(await state(), "EVALUATING");
    // By default the SDK retries after a delay.
    await assert.rejects(world.client({ maxAttempts: 1 }).send(start), { name: "LimitExceededException" });
    open();
    await world.service.idle();
    assert.equal(await state(), "ACTIVE");
    assert.deepEqual(evaluated().sort(), ["sg-1", "sg-2"]);
    assert.equal(world.messages("ConfigRulesEvaluationStarted").length, 2);
  });

  it("run again when the rule is changed", async () => {
    await world.config.send(put());
    await world.service.idle();
    await world.config.send(put(rule({ InputParameters: '{"debug":"false"}' })));
    await world.service.idle();
    assert.deepEqual(world.events.map(({ ruleParameters }) => ruleParameters).sort(), [
      '{"debug":"false"}',
      '{"debug":"false"}',
      '{"debug":"true"}',
      '{"debug":"true"}',
    ]);
  });

  it("on a schedule have no item", async () => {
    await world.config.send(put(scheduled()));
    await world.service.idle();
    assert.equal(world.events.length, 1);
    const { message } = world.events[0] as RuleEvent;
    assert.deepEqual(Object.keys(message).sort(), [
      "awsAccountId",
      "messageType",
      "notificationCreationTime",
      "recordVersion",
    ]);
    assert.equal(message.messageType, "ScheduledNotification");
  });

  it("that are queued don't run once the rule is deleted", async () => {
    const { open, opened } = gate();
    world.run = () => opened;
    for (let index = 0; index < 20; index += 1) world.change(`sg-many-${index}`);
    await world.service.idle();
    await world.config.send(put());
    await until("ten evaluations", () => world.events.length === 10);
    await world.config.send(remove);
    open();
    await world.service.idle();
    assert.equal(world.events.length, 10);
    world.change("sg-1", { GroupName: "changed" });
    await world.service.idle();
    assert.equal(world.events.length, 10);
  });

  it("stop with the recorder; a rule created meanwhile is evaluated when it starts again", async () => {
    await world.config.stopConfigurationRecorder(recorderName);
    await world.config.send(put());
    world.change("sg-1", { GroupName: "changed" });
    await world.service.idle();
    assert.equal(world.events.length, 0);
    await world.config.send(start);
    await world.service.idle();
    assert.equal(world.events.length, 0);
    await world.config.startConfigurationRecorder(recorderName);
    await world.service.idle();
    assert.deepEqual([...new Set(evaluated())].sort(), ["sg-1", "sg-2"]);
    const ofFirst = world.events.filter(({ message }) => message.configurationItem?.resourceId === "sg-1");
    assert.equal(ofFirst.at(-1)?.message.configurationItem?.resourceName, "changed");
  });

  it("show their success", async () => {
    await world.config.send(put());
    await world.service.idle();
    const after = await status();
    assert.equal(after?.FirstEvaluationStarted, true);
    for (const time of [
      after?.FirstActivatedTime,
      after?.LastSuccessfulInvocationTime,
      after?.LastSuccessfulEvaluationTime,
    ]) {
      assert.ok(time instanceof Date);
    }
    assert.equal(after?.LastFailedEvaluationTime, undefined);
    assert.equal(after?.LastErrorCode, undefined);
  });

  it("show that the function ended without a report", async () => {
    world.run = () => Promise.resolve();
    await world.config.send(put());
    await world.service.idle();
    const shown = await status();
    assert.ok(shown?.LastFailedEvaluationTime instanceof Date);
    assert.equal(shown?.LastErrorCode, "NoEvaluationReported");
    assert.match(
      shown?.LastErrorMessage ?? "",
      /ended without calling PutEvaluations for AWS::EC2::SecurityGroup\/sg-[12]\. See its log\.$/,
    );
    assert.equal(shown?.LastSuccessfulEvaluationTime, undefined);
  });

  it("show that AWS Config is no longer permitted to invoke the function", async () => {
    await world.config.send(put(scheduled()));
    await world.service.idle();
    world.functionPolicy = undefined;
    await world.config.send(start);
    await world.service.idle();
    const shown = await status();
    assert.ok(shown?.LastFailedInvocationTime instanceof Date);
    assert.equal(shown?.LastErrorCode, "AccessDenied");
    assert.equal(world.events.length, 1);
  });

  it("continue after an invocation that rejects", async () => {
    world.run = () => Promise.reject(new Error("no capacity"));
    await world.config.send(put());
    await world.service.idle();
    assert.equal((await status())?.LastErrorMessage, "no capacity");
    world.run = () => Promise.resolve();
    world.change("sg-1", { GroupName: "changed" });
    await world.service.idle();
    assert.equal(world.events.length, 3);
  });
});
