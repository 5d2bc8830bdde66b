import { readMails } from "@config-remediation-lab/local/aws/sns/mailbox";
import type { LogLine } from "../functionLog/logLine";
import { searchLog } from "../functionLog/searchLog";
import { complianceNotices, type ComplianceNotice } from "../mail/complianceNotices";
import { ruleName } from "../stack/rule";
import { readTimeline, type TimelineEntry } from "../tasks";
import type { Rehearsal } from "./step";
import { line, type StoryLine } from "./storyLine";

/** What AWS recorded of the incident on LabSG1, from its configuration item to the mails, in order of time. */
export async function readStory({ stack, clients, session }: Rehearsal): Promise<StoryLine[]> {
  const lab = stack.outputs;
  const group = lab.securityGroupId;
  const [timeline, log, mails, { ConfigRulesEvaluationStatus }] = await Promise.all([
    readTimeline(clients.config, group),
    searchLog(clients, lab.logGroupName),
    readMails(session.aws.mailbox),
    clients.config.describeConfigRuleEvaluationStatus({ ConfigRuleNames: [ruleName(lab)] }),
  ]);
  const activated = ConfigRulesEvaluationStatus?.[0]?.FirstActivatedTime;
  return [
    ...seen(timeline),
    ...(activated === undefined ? [] : [line(activated, "activated", `rule ${ruleName(lab)}, in Task 5`)]),
    ...untilCompliant(log.filter(({ groupId }) => groupId === group)).flatMap(logged),
    ...complianceNotices(mails)
      .filter(({ resourceId }) => resourceId === group)
      .map(mailed),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The configuration item of the incident: the first after the group's discovery that adds a permission. */
function seen(timeline: readonly TimelineEntry[]): StoryLine[] {
  const entry = timeline.slice(1).find(({ added }) => added.length > 0);
  if (entry === undefined) return [];
  return [
    line(entry.captured, "seen", `by AWS Config: configuration item ${entry.item.configurationStateId}`),
  ];
}

/** The function evaluates the group again for each of its own changes; the story ends before. */
function untilCompliant(log: readonly LogLine[]): readonly LogLine[] {
  const last = log.findIndex(({ message }) => message.startsWith("reporting COMPLIANT"));
  return last < 0 ? log : log.slice(0, last + 1);
}

const messages = /^(?<what>reporting|authorizing|revoking) (?:(?<compliance>\w+) )?for /;
const past = { reporting: "reported", authorizing: "authorized", revoking: "revoked" };

function logged({ time, message, permissions, details }: LogLine): StoryLine[] {
  const { what, compliance } = messages.exec(message)?.groups ?? {};
  if (what === undefined) return [];
  const annotation = typeof details.annotation === "string" ? details.annotation : "";
  // What is to be revoked and authorized follows in lines of its own.
  const summary = annotation.replace(/\. To (revoke|authorize) .*$/, ".");
  const text = compliance === undefined ? permissions.join(", ") : `${compliance}: ${summary}`;
  return [line(time, past[what as keyof typeof past], text)];
}

function mailed({ mail, compliance }: ComplianceNotice): StoryLine {
  return line(new Date(mail.Date), "mailed", `LabSG1 is ${compliance}`);
}
