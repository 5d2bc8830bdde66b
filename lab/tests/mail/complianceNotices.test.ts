import assert from "node:assert/strict";
import type { Mail } from "@config-remediation-lab/local/aws/sns/mailbox";
import { confirmationLink } from "../../mail/confirmationLink";
import { complianceNotices } from "../../mail/complianceNotices";

describe("the student's mails", () => {
  const mail = (Body: string): Mail => ({
    To: "stuabc@example.com",
    From: "no-reply@sns.amazonaws.com",
    Subject: "AWS Notification Message",
    Date: "2026-01-01T00:00:00Z",
    Body,
  });
  const notice = (message: object): Mail =>
    mail(JSON.stringify({ Type: "Notification", Message: JSON.stringify(message) }));

  it("have the changes of compliance among others", () => {
    const message = {
      messageType: "ComplianceChangeNotification",
      resourceId: "sg-1",
      newEvaluationResult: { complianceType: "COMPLIANT", annotation: "Permissions are correct." },
    };
    const changed = notice(message);
    const mails = [
      mail("You have chosen to subscribe"),
      notice({ messageType: "ConfigurationItemChangeNotification", resourceId: "sg-1" }),
      changed,
    ];
    assert.deepEqual(complianceNotices(mails), [
      {
        mail: changed,
        resourceId: "sg-1",
        compliance: "COMPLIANT",
        annotation: "Permissions are correct.",
        message,
      },
    ]);
  });

  it("have the link that confirms a subscription, in JSON and in text", () => {
    const link =
      "http://127.0.0.1:4566/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:1:t&Token=abc";
    assert.equal(confirmationLink(mail(JSON.stringify({ SubscribeURL: link, Token: "abc" }))), link);
    assert.equal(confirmationLink(mail(`Confirm:\n${link}\nThank you`)), link);
    assert.equal(confirmationLink(mail("Unsubscribe: http://127.0.0.1/?Action=Unsubscribe")), undefined);
  });
});
