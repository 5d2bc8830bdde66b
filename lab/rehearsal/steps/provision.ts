import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { examineTask1, examineTask2 } from "../../tasks";
import { eventually } from "../eventually";
import { confirmationLink } from "../mailbox";
import { same, together, type Rehearsal, type Seen, type Step } from "../step";
import { student } from "./setUp";
import { changesTable } from "../changes";

export const provision: Step = {
  title: "Task 1 and 2: provision the environment, confirm the subscription, examine the roles",
  async run(rehearsal) {
    const { stack, clients, signal, progress } = rehearsal;
    progress("Previewing stage environment");
    const vpcsBefore = await countVpcs(rehearsal);
    const planned = await stack.preview();
    const afterPreview = same(
      "VPCs after the preview, which creates nothing",
      vpcsBefore,
      await countVpcs(rehearsal),
    );

    progress("Bringing the stack to stage environment");
    const made = await stack.up();
    const changes = changesTable("Stage environment", [
      { name: "preview", changes: planned },
      { name: "up", changes: made },
    ]);
    const confirmed = await confirmSubscription(rehearsal);
    const task1 = await eventually(signal, () => examineTask1(stack.outputs, clients));
    const task2 = await eventually(signal, () => examineTask2(stack.outputs, clients));
    const asPlanned = same("resources created", String(planned.create ?? 0), String(made.create ?? 0));
    return together({ checks: [afterPreview, asPlanned], evidence: [changes] }, confirmed, task1, task2);
  },
};

async function countVpcs({ clients }: Rehearsal): Promise<string> {
  return String((await clients.ec2.send(new DescribeVpcsCommand({}))).Vpcs?.length ?? 0);
}

/** As the student does: opens the link in the mail. */
async function confirmSubscription({ mailbox, signal }: Rehearsal): Promise<Seen> {
  const arrived = await eventually(signal, async () => {
    const mails = await mailbox.mails();
    const mail = mails.find(({ to }) => to === student.subscriptionEmail);
    const link = mail && confirmationLink(mail);
    const subject = same(
      "first mail",
      "AWS Notification - Subscription Confirmation",
      mail?.subject ?? "none",
    );
    return {
      link,
      checks: [
        subject,
        { what: "link in it", expected: "a SubscribeURL", seen: link ?? "none", ok: link !== undefined },
      ],
      evidence: [
        { title: "Mailbox", head: ["to", "subject"], rows: mails.map(({ to, subject: text }) => [to, text]) },
      ],
    };
  });
  if (!arrived.link) return arrived;
  const answer = await fetch(arrived.link, { signal });
  return {
    checks: [...arrived.checks, same("answer of the link", "200", String(answer.status))],
    evidence: arrived.evidence,
  };
}
