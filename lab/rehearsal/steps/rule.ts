import { readMails } from "@config-remediation-lab/local/aws/sns/mailbox";
import { readGroupRules } from "../../incidents/groupRules";
import { rulesTable } from "../../incidents/rulesTable";
import { complianceNotices } from "../../mail/complianceNotices";
import { groupInWords } from "../../stack/labGroups";
import { changesTable } from "../../engine/changes";
import { eventually, eventuallyDone } from "../eventually";
import { same, together, type Findings } from "../../findings";
import type { Rehearsal, Step } from "../step";
import { readStory } from "../story";

export const rule: Step = {
  title: "Task 5: the rule, its evaluations and mails",
  async run(rehearsal) {
    const { stack, signal, progress } = rehearsal;
    const groups = {
      LabSG1: stack.outputs.securityGroupId,
      "the default group": stack.outputs.defaultSecurityGroupId,
    };
    const before = await rulesOf(rehearsal, groups);
    progress("Bringing the stack to stage remediated");
    await stack.setStage("remediated");
    const changes = await stack.up();
    progress("Waiting for the first evaluation");
    const task5 = await eventuallyDone(rehearsal, 5);
    const notified = await eventually(signal, () => notifications(rehearsal, groups));
    const after = await rulesOf(rehearsal, groups);
    const tables = Object.keys(groups).map((name, index) =>
      rulesTable(name, [
        { name: "before", rules: before[index] ?? [] },
        { name: "after", rules: after[index] ?? [] },
      ]),
    );
    const engine = changesTable("Stage remediated", [{ name: "up", changes }]);
    return {
      ...together({ checks: [], evidence: [engine] }, task5, notified, { checks: [], evidence: tables }),
      story: await readStory(rehearsal),
      shown: {
        what: "Notified",
        text: `by ${notified.mails} mails: NON_COMPLIANT, then COMPLIANT, for each group`,
      },
    };
  },
};

type Groups = Readonly<Record<string, string>>;

function rulesOf({ clients }: Rehearsal, groups: Groups) {
  return Promise.all(Object.values(groups).map((groupId) => readGroupRules(clients, groupId)));
}

/** For each group one about NON_COMPLIANT, then one about COMPLIANT. */
async function notifications(
  { session, stack }: Rehearsal,
  groups: Groups,
): Promise<Findings & { readonly mails: number }> {
  const notices = complianceNotices(await readMails(session.aws.mailbox));
  const subject = `[AWS Config:${stack.outputs.region}] AWS::EC2::SecurityGroup`;
  const checks = Object.entries(groups).map(([name, groupId]) => {
    const seen = notices
      .filter(({ resourceId }) => resourceId === groupId)
      .map(({ compliance }) => compliance);
    return same(`mails about ${name}`, "NON_COMPLIANT, COMPLIANT", seen.join(", ") || "none");
  });
  const odd = notices.find(({ mail }) => !mail.Subject.startsWith(subject));
  return {
    mails: notices.length,
    checks: [...checks, same("start of their subjects", subject, odd?.mail.Subject ?? subject)],
    evidence: [
      {
        title: "Mails about compliance",
        head: ["group", "compliance", "annotation", "subject"],
        rows: notices.map(({ mail, resourceId, compliance, annotation }) => [
          groupInWords(stack.outputs, resourceId),
          compliance,
          annotation,
          mail.Subject,
        ]),
      },
    ],
  };
}
