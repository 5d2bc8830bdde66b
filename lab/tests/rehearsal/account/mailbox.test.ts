import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { confirmationLink, Mailbox } from "../../../rehearsal/account/mailbox";

describe("mailbox", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mailbox-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const arrive = (name: string, subject: string, body: string) =>
    writeFileSync(
      join(folder, name),
      JSON.stringify({
        To: "stuabc@example.com",
        Subject: subject,
        Date: "2026-01-01T00:00:00Z",
        Body: body,
      }),
    );
  const notice = (message: object) =>
    JSON.stringify({ Type: "Notification", Message: JSON.stringify(message) });

  it("gives the mails in the order of their files' names, and leaves other files alone", async () => {
    arrive("0002-b.json", "second", "");
    arrive("0001-a.json", "first", "");
    writeFileSync(join(folder, "0003.json.part"), "{");
    const subjects = (await new Mailbox(folder).mails()).map(({ subject }) => subject);
    assert.deepEqual(subjects, ["first", "second"]);
  });

  it("finds the changes of compliance among them", async () => {
    arrive("1.json", "AWS Notification - Subscription Confirmation", "You have chosen to subscribe");
    arrive(
      "2.json",
      "other",
      notice({ messageType: "ConfigurationItemChangeNotification", resourceId: "sg-1" }),
    );
    arrive(
      "3.json",
      "[AWS Config:us-east-1] AWS::EC2::SecurityGroup sg-1 is COMPLIANT",
      notice({
        messageType: "ComplianceChangeNotification",
        resourceId: "sg-1",
        newEvaluationResult: { complianceType: "COMPLIANT", annotation: "Permissions are correct." },
      }),
    );
    const notices = await new Mailbox(folder).complianceNotices();
    assert.equal(notices.length, 1);
    const { resourceId, compliance, annotation } = notices[0]!;
    assert.deepEqual([resourceId, compliance, annotation], ["sg-1", "COMPLIANT", "Permissions are correct."]);
  });

  it("finds the link that confirms a subscription, in JSON and in text", () => {
    const link =
      "http://127.0.0.1:4566/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:1:t&Token=abc";
    const mail = { to: "", subject: "", date: "" };
    assert.equal(
      confirmationLink({ ...mail, body: JSON.stringify({ SubscribeURL: link, Token: "abc" }) }),
      link,
    );
    assert.equal(confirmationLink({ ...mail, body: `Confirm:\n${link}\nThank you` }), link);
    assert.equal(
      confirmationLink({ ...mail, body: "Unsubscribe: http://127.0.0.1/?Action=Unsubscribe" }),
      undefined,
    );
  });
});
