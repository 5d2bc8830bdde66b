import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Mailbox, readMails, type Mail } from "../../../aws/sns/mailbox";

describe("the mailbox", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "mailbox-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const mail = (Subject: string): Mail => ({
    To: "student@example.com",
    From: "AWS Notifications <no-reply@sns.amazonaws.com>",
    Subject,
    Date: "2026-03-01T12:34:56.789Z",
    Body: "text",
  });

  it("keeps a mail a file, named by order, date and subject", async () => {
    const mailbox = new Mailbox(folder);
    const subject = "[AWS Config:us-east-1] AWS::EC2::SecurityGroup sg-1 is now NON_COMPLIANT/../";
    await Promise.all([mailbox.deliver(mail("Hello")), mailbox.deliver(mail(subject))]);
    const names = (await readdir(folder)).sort();
    assert.deepEqual(names, [
      "0001 2026-03-01T12.34.56Z Hello.json",
      "0002 2026-03-01T12.34.56Z [AWS Config-us-east-1] AWS-EC2-SecurityGroup sg-1 is now NON_COMPLIANT-..-.json",
    ]);
    assert.deepEqual(JSON.parse(await readFile(join(folder, names[1]!), "utf8")), mail(subject));
  });

  it("goes on counting where an earlier run left off", async () => {
    await new Mailbox(folder).deliver(mail("first"));
    await new Mailbox(folder).deliver(mail("second"));
    assert.deepEqual((await readdir(folder)).map((name) => name.slice(0, 4)).sort(), ["0001", "0002"]);
  });

  it("is read in the order of arrival, without a mail that is still being written", async () => {
    const mailbox = new Mailbox(folder);
    await Promise.all(["b", "a"].map((subject) => mailbox.deliver(mail(subject))));
    await writeFile(join(folder, "0003 c.json.part"), "{");
    assert.deepEqual(await readMails(folder), [mail("b"), mail("a")]);
  });
});
