import { readMails } from "@config-remediation-lab/local/aws/sns/mailbox";
import { eventually, eventuallyDone } from "../eventually";
import { confirmationLink } from "../../mail/confirmationLink";
import { holds, same, together, type Findings } from "../../findings";
import type { Rehearsal, Step } from "../step";
import { student } from "../student";
import { changesTable } from "../../engine/changes";

export const provision: Step = {
  title: "Tasks 1 and 2: environment, subscription, roles",
  async run(rehearsal) {
    const { stack, progress } = rehearsal;
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
    const task1 = await eventuallyDone(rehearsal, 1);
    const task2 = await eventuallyDone(rehearsal, 2);
    const asPlanned = same("resources created", String(planned.create ?? 0), String(made.create ?? 0));
    return {
      ...together({ checks: [afterPreview, asPlanned], evidence: [changes] }, confirmed, task1, task2),
      shown: {
        what: "Created",
        text: `${made.create ?? 0} resources by Pulumi, as previewed and within the policies`,
      },
    };
  },
};

async function countVpcs({ clients }: Rehearsal): Promise<string> {
  return String((await clients.ec2.describeVpcs({})).Vpcs?.length ?? 0);
}

/** As the student does: opens the link in the mail. */
async function confirmSubscription({ session, signal }: Rehearsal): Promise<Findings> {
  const arrived = await eventually(signal, async () => {
    const mails = await readMails(session.aws.mailbox);
    const mail = mails.find(({ To }) => To === student.subscriptionEmail);
    const link = mail && confirmationLink(mail);
    const subject = same(
      "first mail",
      "AWS Notification - Subscription Confirmation",
      mail?.Subject ?? "none",
    );
    return {
      link,
      checks: [subject, holds("link in it", "a SubscribeURL", link ?? "none", link !== undefined)],
      evidence: [
        { title: "Mailbox", head: ["to", "subject"], rows: mails.map(({ To, Subject }) => [To, Subject]) },
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
