import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  paginateListSubscriptionsByTopic,
  type Subscription,
} from "@aws-sdk/client-sns";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import type { Table } from "../output/table";
import { allOf, holds, orAbsent, redeploy, same } from "./checks";
import type { Check, TaskReport } from "./report";

/** What the handout's filter policy lets through. */
const filter = { messageType: ["ComplianceChangeNotification"], resourceType: ["AWS::EC2::SecurityGroup"] };

/** The topic of Task 1 and the student's subscription to it. */
export async function examineTopic(
  lab: LabStackOutputs,
  clients: LabClients,
): Promise<Pick<TaskReport, "checks" | "evidence">> {
  const topic = await orAbsent(
    clients.sns.send(new GetTopicAttributesCommand({ TopicArn: lab.topicArn })),
    "NotFound",
    "NotFoundException",
  );
  if (topic === undefined)
    return { checks: [same(`topic ${lab.topicName}`, "there", "not there", redeploy)], evidence: [] };
  const pages = paginateListSubscriptionsByTopic({ client: clients.sns }, { TopicArn: lab.topicArn });
  const subscriptions = await allOf(pages, (page) => page.Subscriptions);
  const byMail = subscriptions.filter(({ Protocol }) => Protocol === "email-json");
  const confirmed = byMail.find(({ SubscriptionArn }) => SubscriptionArn?.startsWith("arn:") === true);
  return {
    checks: [
      holds(
        "topic",
        "ust-ACCOUNT-config-topic",
        lab.topicName,
        /^ust-.+-config-topic$/.test(lab.topicName),
        redeploy,
      ),
      same(
        "its display name",
        "EC2 SecurityGroup Change Notifications",
        topic.Attributes?.DisplayName,
        redeploy,
      ),
      holds(
        "its subscription",
        "one by email-json",
        subscriptions.map(({ Protocol, Endpoint }) => `${Protocol} to ${Endpoint}`).join(", ") || undefined,
        byMail.length > 0,
        redeploy,
      ),
      ...(byMail.length === 0 ? [] : [confirmation(confirmed)]),
      ...(confirmed === undefined ? [] : await examineFilter(confirmed, clients)),
    ],
    evidence: [subscriptionTable(lab, subscriptions)],
  };
}

/** The token in the mail is good for two days: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
function confirmation(confirmed: Subscription | undefined): Check {
  const mails = process.env.AWS_ENDPOINT_URL
    ? " On this machine mails are files: config-lab local says where."
    : "";
  return same(
    "its confirmation",
    "confirmed",
    confirmed === undefined ? "pending" : "confirmed",
    `Open the link in the mail "AWS Notification - Subscription Confirmation"; it lives two days.${mails}`,
  );
}

async function examineFilter({ SubscriptionArn }: Subscription, { sns }: LabClients): Promise<Check[]> {
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return [
    same("what its filter looks at", "MessageBody", Attributes?.FilterPolicyScope, redeploy),
    same(
      "what its filter lets through",
      sorted(filter),
      sorted(readJson(Attributes?.FilterPolicy)),
      redeploy,
    ),
  ];
}

function readJson(text: string | undefined): Record<string, unknown> {
  return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** JSON that doesn't depend on the order of keys, which SNS may change. */
function sorted(policy: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(policy).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function subscriptionTable(lab: LabStackOutputs, subscriptions: readonly Subscription[]): Table {
  return {
    title: `Subscriptions of ${lab.topicName}`,
    head: ["protocol", "to", "subscription"],
    rows: subscriptions.map(({ Protocol, Endpoint, SubscriptionArn }) => [
      Protocol ?? "",
      Endpoint ?? "",
      SubscriptionArn ?? "",
    ]),
  };
}
