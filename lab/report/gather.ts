import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { readMails } from "@config-remediation-lab/local/aws/sns/mailbox";
import type { LabStackOutputs } from "../../components/labOutputs";
import { orAbsent } from "../failures";
import type { LogLine } from "../functionLog/logLine";
import { searchLog } from "../functionLog/searchLog";
import { readGroupRules } from "../incidents/groupRules";
import { complianceNotices } from "../mail/complianceNotices";
import { labGroups, requiredInWords } from "../stack/labGroups";
import { examine, readTimeline, tasks } from "../tasks";
import { incidentsOf } from "./incidents";
import { partsOf } from "./parts";
import type { GroupReport, LabReport } from "./report";
import { storyOf, type Records } from "./story";
import { withoutAddresses } from "../output/withoutAddresses";

export interface GatherOptions {
  readonly stack?: string;
  /** Folder with the mails of AWS on this machine. @default none: mails can't be read */
  readonly mailbox?: string;
}

/**
 * Reads everything that a lab's page shows, by the readers that `config-lab verify` uses. Changes nothing on AWS, and
 * keeps no mail address.
 *
 * @throws what AWS or the network threw
 */
export async function gatherReport(
  lab: LabStackOutputs,
  clients: AwsClients,
  { stack, mailbox }: GatherOptions,
): Promise<LabReport> {
  const required = requiredInWords(lab);
  const mails = mailbox === undefined ? undefined : await readMails(mailbox);
  const notices = complianceNotices(mails ?? []);
  const log = (await orAbsent(searchLog(clients, lab.logGroupName), "ResourceNotFoundException")) ?? [];
  const groups: GroupReport[] = [];
  for (const [id, name] of labGroups(lab)) {
    const records = {
      timeline: await readTimeline(clients.config, id),
      log: log.filter(({ groupId }) => groupId === id),
      notices: notices.filter(({ resourceId }) => resourceId === id),
    };
    groups.push(await groupReport({ id, name }, records, required, clients));
  }
  const reports = [];
  for (const task of tasks) reports.push(await examine(task, lab, clients));
  return withoutAddresses({
    generated: new Date().toISOString(),
    ...(stack === undefined ? {} : { stack }),
    accountId: lab.accountId,
    region: lab.region,
    stage: lab.stage,
    mode: lab.mode,
    scope: lab.scope,
    required,
    parts: partsOf(lab),
    groups,
    tasks: reports,
    log: log.filter(({ source }) => source === "function").map(logged),
    ...(mails === undefined
      ? {}
      : { mails: mails.map(({ Date: at, Subject: subject }) => ({ at, subject })) }),
  });
}

async function groupReport(
  { id, name }: { readonly id: string; readonly name: string },
  records: Records,
  required: readonly string[],
  clients: AwsClients,
): Promise<GroupReport> {
  const story = storyOf(name, records, required);
  // The group may be gone, while its history remains.
  const rules = (await orAbsent(readGroupRules(clients, id), "InvalidGroup.NotFound")) ?? [];
  return {
    id,
    name,
    rules: rules.map(({ ruleId, words }) => ({ ruleId, words })),
    ...incidentsOf(name, records.timeline, required, story),
  };
}

const logged = ({ time, level, message, permissions }: LogLine) => ({
  at: time.toISOString(),
  level,
  message,
  permissions,
});
