import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Mailbox } from "@config-remediation-lab/local/aws/sns/mailbox";
import { runLab, type Ended } from "../fakes/runLab";

describe("config-lab mail", () => {
  let folder: string;
  let mailbox: string;
  const lab = (...args: string[]): Promise<Ended> =>
    runLab(folder, ["mail", ...args], { environment: { CONFIG_REMEDIATION_LAB_MAILBOX: mailbox } });
  const deliver = (subject: string, body: string): Promise<void> =>
    new Mailbox(mailbox).deliver({
      To: "stuabc@example.com",
      From: "AWS Notifications <no-reply@sns.amazonaws.com>",
      Subject: subject,
      Date: "2026-01-31T09:05:00.000Z",
      Body: body,
    });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "lab-mail-test-"));
    mailbox = join(folder, "mailbox");
    await deliver("First", "Hello\n");
    await deliver("Second", "World\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("lists the mails in the order of their arrival", async () => {
    assert.deepEqual(await lab(), {
      code: 0,
      stdout: [
        "Mails: config-lab mail NUMBER prints one",
        "number  date (UTC)           to                  subject",
        "1       2026-01-31 09:05:00  stuabc@example.com  First",
        "2       2026-01-31 09:05:00  stuabc@example.com  Second",
        "",
      ].join("\n"),
      stderr: "",
    });
    const { stdout } = await lab("--json");
    assert.deepEqual(
      (JSON.parse(stdout) as { Subject: string }[]).map(({ Subject }) => Subject),
      ["First", "Second"],
    );
  });

  it("prints one", async () => {
    assert.deepEqual(await lab("2"), {
      code: 0,
      stdout:
        "From: AWS Notifications <no-reply@sns.amazonaws.com>\nTo: stuabc@example.com\n" +
        "Date: 2026-01-31T09:05:00.000Z\nSubject: Second\n\nWorld\n",
      stderr: "",
    });
  });

  it("rejects a number that no mail has", async () => {
    assert.deepEqual(await lab("3"), {
      code: 2,
      stdout: "",
      stderr: "config-lab: There is no mail 3: the mailbox has 1 to 2.\n  List the mails: config-lab mail\n",
    });
    assert.equal((await lab("0")).code, 2);
    assert.equal((await lab("1", "--confirm")).code, 2);
  });

  it("says outside a session where the mails are", async () => {
    assert.deepEqual(await runLab(folder, ["mail"]), {
      code: 3,
      stdout: "",
      stderr:
        "config-lab: AWS delivers mails to the real mailbox of subscriptionEmail; this command reads those of AWS on this machine.\n" +
        "  Look into that mailbox, spam folder included, or run the command in a session: npx config-lab local --shell\n",
    });
  });

  describe("with --confirm", () => {
    let server: Server;
    let status = 200;
    const opened: (string | undefined)[] = [];
    beforeEach(async () => {
      opened.length = 0;
      server = createServer(({ url }, response) => {
        opened.push(url);
        response.writeHead(status).end("<Error><Message>Invalid token</Message></Error>");
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
    });
    afterEach(() => server.close());
    const ask = (): Promise<void> => {
      const { port } = server.address() as AddressInfo;
      const SubscribeURL = `http://127.0.0.1:${port}/?Action=ConfirmSubscription&Token=abc`;
      return deliver("AWS Notification - Subscription Confirmation", JSON.stringify({ SubscribeURL }));
    };

    it("opens the link in the mail", async () => {
      status = 200;
      await ask();
      const confirmed = "Confirmed the subscription of stuabc@example.com\n";
      assert.deepEqual(await lab("--confirm"), { code: 0, stdout: confirmed, stderr: "" });
      assert.deepEqual(opened, ["/?Action=ConfirmSubscription&Token=abc"]);
    });

    it("fails when AWS rejects the link", async () => {
      status = 400;
      await ask();
      const { code, stdout, stderr } = await lab("--confirm");
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(
        stderr,
        /^config-lab: The link in the mail to stuabc@example\.com answered 400: Invalid token\n/,
      );
    });

    it("fails when no mail asks for it", async () => {
      const { code, stderr } = await lab("--confirm");
      assert.equal(code, 1);
      assert.match(stderr, /^config-lab: No mail asks for the confirmation of a subscription\.\n/);
    });
  });
});
