import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gatherReport, writeReport } from "../../report";
import { withoutAddresses } from "../../output/withoutAddresses";
import { fakeClients } from "../fakes/fakeClients";
import { FakeEc2 } from "../fakes/fakeEc2";
import { healthyLab } from "../fakes/labAnswers";
import { atStage, defaultGroup, labGroup, labStack } from "../fakes/labStack";

describe("a lab's report", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "report-test-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const gathered = (stack = labStack(), mailbox?: string) =>
    gatherReport(stack, fakeClients(healthyLab(stack, new FakeEc2())), { stack: "dev", mailbox });

  it("has the groups with their incidents, every task, and the parts of the stack", async () => {
    const report = await gathered();
    assert.deepEqual(
      report.groups.map(({ id, name }) => [id, name]),
      [
        [labGroup, "LabSG1"],
        [defaultGroup, "the VPC's default group"],
      ],
    );
    assert.ok(report.groups[0]!.incidents.length > 0);
    assert.deepEqual(
      report.tasks.map(({ task }) => task),
      [1, 2, 3, 4, 5, 6, 7],
    );
    assert.ok(report.parts.every(({ present }) => present));
    assert.deepEqual(report.required, ["TCP 80 from 0.0.0.0/0", "TCP 443 from 0.0.0.0/0"]);
  });

  it("says what the stack doesn't have yet, and which task creates it", async () => {
    const { parts } = await gathered(labStack(atStage("environment")));
    assert.deepEqual(
      parts.filter(({ present }) => !present).map(({ kind, name }) => [kind, name]),
      [
        ["AWS Config recorder", "created in Task 3"],
        ["History bucket", "created in Task 3"],
        ["AWS Config rule", "created in Task 5"],
      ],
    );
  });

  it("has the mails' subjects where there is a mailbox, and no address", async () => {
    const mail = { To: "stuabc@example.com", From: "a@b.example", Date: "2026-01-31T09:00:00Z" };
    writeFileSync(
      join(folder, "1.json"),
      JSON.stringify({ ...mail, Subject: "for stuabc@example.com", Body: "x" }),
    );
    const report = await gathered(labStack(), folder);
    assert.deepEqual(report.mails, [{ at: "2026-01-31T09:00:00Z", subject: "for …@example.com" }]);
    assert.equal((await gathered()).mails, undefined);
    assert.doesNotMatch(JSON.stringify(report), /stuabc@/);
  });

  it("is written where it is asked for, and says why it can't be", async () => {
    const file = join(folder, "page.html");
    assert.equal(await writeReport(await gathered(), file), `file://${file}`);
    await assert.rejects(writeReport(await gathered(), join(folder, "none", "page.html")), {
      code: "NotWritten",
      message: /^The report can't be written to .*none\/page\.html: ENOENT/,
    });
  });
});

describe("a text without mail addresses", () => {
  for (const [text, without] of [
    ["to stu.abc+lab@mail.example.edu.", "to …@mail.example.edu."],
    ["<a@b.example>, 'c@d.example'", "<…@b.example>, …@d.example'"],
    ["arn:aws:sns:us-east-1:1:t", "arn:aws:sns:us-east-1:1:t"],
    ["@mention, 5 @ 3", "@mention, 5 @ 3"],
  ] as const) {
    it(`is ${without}`, () => assert.deepEqual(withoutAddresses({ list: [text] }), { list: [without] }));
  }
});
