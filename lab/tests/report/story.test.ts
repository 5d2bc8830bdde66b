import assert from "node:assert/strict";
import { readLogLine } from "../../functionLog/logLine";
import { storyOf, type Records } from "../../report/story";
import type { TimelineEntry } from "../../tasks";

const required = ["TCP 80 from 0.0.0.0/0"];
const groupId = "sg-0aaaaaaaaaaaaaaaa";
const nothing: Records = { timeline: [], log: [], notices: [] };

const entry = (second: number, change: Partial<TimelineEntry>): TimelineEntry => ({
  captured: new Date(Date.UTC(2026, 0, 31, 9, 0, second)),
  status: "OK",
  stateId: String(second),
  permissions: [],
  added: [],
  removed: [],
  item: { configurationStateId: String(second), configuration: '{"groupId":"sg-1"}' },
  ...change,
});

const line = (second: number, body: object) =>
  readLogLine({
    timestamp: Date.UTC(2026, 0, 31, 9, 0, second),
    message: `2026-01-31T09:00:00.000Z\tid\tINFO\t${JSON.stringify({ groupId, ...body })}\n`,
  });

const story = (records: Partial<Records>) => storyOf("LabSG1", { ...nothing, ...records }, required);

describe("a group's story", () => {
  it("calls an item what it is: found, changed, corrected, the same, deleted", () => {
    const timeline = [
      entry(0, { status: "ResourceDiscovered" }),
      entry(1, { added: ["TCP 465 from 0.0.0.0/0"] }),
      entry(2, { removed: ["TCP 465 from 0.0.0.0/0"], added: required }),
      entry(3, {}),
      entry(4, { status: "ResourceDeleted", removed: required }),
    ];
    assert.deepEqual(
      story({ timeline }).map(({ kind, what }) => [kind, what]),
      [
        ["change", "AWS Config recorded LabSG1 for the first time"],
        ["change", "AWS Config recorded a change of LabSG1"],
        ["correction", "AWS Config recorded a correction of LabSG1"],
        ["report", "AWS Config recorded LabSG1 with the same inbound rules"],
        ["change", "AWS Config recorded that LabSG1 was deleted"],
      ],
    );
    assert.deepEqual(JSON.parse(story({ timeline })[0]?.record ?? ""), {
      configurationStateId: "0",
      configuration: { groupId: "sg-1" },
    });
  });

  it("has the function's steps with the group's name, its annotation, and no debug lines", () => {
    const log = [
      line(1, {
        level: "info",
        message: `reporting NON_COMPLIANT for ${groupId}`,
        annotation: "To revoke (1).",
      }),
      line(2, { level: "info", message: `revoking for ${groupId}`, permissions: ["tcp 465 from 0.0.0.0/0"] }),
      line(3, { level: "debug", message: `described ${groupId}` }),
      line(4, { level: "error", message: "RevokeSecurityGroupIngress failed: denied" }),
    ];
    assert.deepEqual(
      story({ log }).map(({ kind, what, note, removed }) => [kind, what, note, removed]),
      [
        ["report", "The function: reporting NON_COMPLIANT for LabSG1", "To revoke (1).", undefined],
        ["action", "The function: revoking for LabSG1", undefined, ["TCP 465 from 0.0.0.0/0"]],
        ["problem", "The function: RevokeSecurityGroupIngress failed: denied", undefined, undefined],
      ],
    );
  });

  it("is in order of time, whatever recorded it, and has no mail's links", () => {
    const notice = {
      mail: {
        To: "stuabc@example.com",
        From: "no-reply@sns.amazonaws.com",
        Subject: "[AWS Config:us-east-1] AWS::EC2::SecurityGroup",
        Date: "2026-01-31T09:00:01.500Z",
        Body: '{"UnsubscribeURL":"https://example/?Action=Unsubscribe"}',
      },
      resourceId: groupId,
      compliance: "NON_COMPLIANT",
      annotation: "To revoke (1).",
      message: { resourceId: groupId },
    };
    const events = story({
      timeline: [entry(2, { added: required })],
      log: [line(1, { level: "info", message: "reporting" })],
      notices: [notice],
    });
    assert.deepEqual(
      events.map(({ source }) => source),
      ["log of the function", "mail", "configuration item 2"],
    );
    assert.equal(events[1]?.what, "Mail: LabSG1 is NON_COMPLIANT");
    assert.doesNotMatch(JSON.stringify(events), /Unsubscribe|stuabc/);
  });
});
