import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfigEvent, readDebugParameter } from "../../remediation/configEvent";
import type { ConfigRequest, ConfigRuleEvent } from "../../remediation/configEvent";
import { configEvent } from "./configEvents";

const group = {
  resourceType: "AWS::EC2::SecurityGroup",
  resourceId: "sg-0a1b2c3d4e5f60718",
  captureTime: "2025-03-04T02:17:09.482Z",
};
const instance = { ...group, resourceType: "AWS::EC2::Instance", resourceId: "i-0a1b2c3d4e5f60718" };

describe("readConfigEvent", () => {
  const expected: Record<string, ConfigRequest> = {
    change: { kind: "evaluate", resource: group },
    firstEvaluation: { kind: "evaluate", resource: group },
    oversized: { kind: "evaluate", resource: group },
    test: { kind: "evaluate", resource: group },
    scheduled: { kind: "scheduled", captureTime: "2025-03-04T03:00:00.120Z" },
    snapshotDelivered: {
      kind: "nothing",
      reason: "ConfigurationSnapshotDeliveryCompleted names no resource, so there is nothing to evaluate",
    },
    deleted: {
      kind: "notApplicable",
      resource: group,
      reason: "AWS Config reports the group's status as ResourceDeleted.",
    },
    deletedNotRecorded: {
      kind: "notApplicable",
      resource: group,
      reason: "AWS Config reports the group's status as ResourceDeletedNotRecorded.",
    },
    notRecorded: {
      kind: "notApplicable",
      resource: group,
      reason: "AWS Config reports the group's status as ResourceNotRecorded.",
    },
    leftScope: { kind: "notApplicable", resource: group, reason: "The group has left the rule's scope." },
    otherType: {
      kind: "notApplicable",
      resource: instance,
      reason: "The rule is about AWS::EC2::SecurityGroup, not AWS::EC2::Instance.",
    },
  };

  it("has an expectation for every recorded event, and every event names its origin", () => {
    const files = readdirSync(join(__dirname, "events"));
    assert.deepEqual(
      files.sort(),
      Object.keys(expected)
        .map((name) => `${name}.json`)
        .sort(),
    );
    for (const file of files) {
      const { origin } = JSON.parse(readFileSync(join(__dirname, "events", file), "utf8")) as {
        origin: string;
      };
      assert.match(origin, /^Written after /);
    }
  });

  for (const [name, request] of Object.entries(expected)) {
    it(`reads "${name}"`, () => assert.deepEqual(readConfigEvent(configEvent(name)), request));
  }

  const messages =
    "ConfigurationItemChangeNotification, OversizedConfigurationItemChangeNotification, " +
    "ScheduledNotification or ConfigurationSnapshotDeliveryCompleted";
  const change = (item: unknown): object => ({
    resultToken: "token",
    invokingEvent: JSON.stringify({
      messageType: "ConfigurationItemChangeNotification",
      configurationItem: item,
    }),
  });
  const malformed: [what: string, event: unknown, message: string][] = [
    ["no event", undefined, "event: expected an object from AWS Config, got nothing"],
    [
      "the Lambda console's own test event",
      { key1: "value1" },
      "event.resultToken: expected text from AWS Config, got nothing",
    ],
    [
      "no invoking event",
      { resultToken: "t" },
      "event.invokingEvent: expected text from AWS Config, got nothing",
    ],
    [
      "an invoking event that isn't text",
      { resultToken: "t", invokingEvent: {} },
      "event.invokingEvent: expected text from AWS Config, got an object",
    ],
    [
      "an invoking event that isn't JSON",
      { resultToken: "t", invokingEvent: "{" },
      'event.invokingEvent: expected JSON, got "{" (string)',
    ],
    [
      "an invoking event that is a list",
      { resultToken: "t", invokingEvent: "[]" },
      "event.invokingEvent: expected an object from AWS Config, got a list",
    ],
    [
      "another message",
      { resultToken: "t", invokingEvent: '{"messageType":"Other"}' },
      `invokingEvent.messageType: expected ${messages}, got "Other" (string)`,
    ],
    [
      "no item",
      change(null),
      "invokingEvent.configurationItem: expected an object from AWS Config, got null",
    ],
    [
      "no id",
      change({ resourceType: "x" }),
      "invokingEvent.configurationItem.resourceId: expected text from AWS Config, got nothing",
    ],
    [
      "a time that can't be read",
      change({
        resourceType: "x",
        resourceId: "y",
        configurationItemStatus: "OK",
        configurationItemCaptureTime: "today",
      }),
      'invokingEvent.configurationItem.configurationItemCaptureTime: expected a time in ISO 8601, got "today" (string)',
    ],
  ];
  for (const [what, event, message] of malformed) {
    it(`rejects ${what}, with the expected and the actual value`, () => {
      assert.throws(() => readConfigEvent(event as ConfigRuleEvent), { message });
    });
  }

  it("never repeats the result token", () => {
    assert.throws(
      () => readConfigEvent({ resultToken: "secret", invokingEvent: "{}" }),
      (error: Error) => !error.message.includes("secret"),
    );
  });
});

describe("readDebugParameter", () => {
  const cases: [ruleParameters: string | null | undefined, expected: { debug: boolean; fault?: string }][] = [
    ['{"debug":"true"}', { debug: true }],
    ['{"debug":"false"}', { debug: false }],
    ['{"debug":"true","other":"value"}', { debug: true }],
    ["{}", { debug: false }],
    [undefined, { debug: false }],
    [null, { debug: false }],
    ["", { debug: false }],
    ["{debug", { debug: false, fault: 'event.ruleParameters: expected JSON, got "{debug" (string)' }],
    ["[]", { debug: false, fault: "event.ruleParameters: expected an object from AWS Config, got a list" }],
  ];
  for (const [ruleParameters, expected] of cases) {
    it(`reads ${String(ruleParameters)}`, () => {
      const event = { resultToken: "token", invokingEvent: "{}", ruleParameters } as ConfigRuleEvent;
      assert.deepEqual(readDebugParameter(event), expected);
    });
  }
});
