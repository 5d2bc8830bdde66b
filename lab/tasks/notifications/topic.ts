import { paginateListSubscriptionsByTopic, type Subscription } from "@aws-sdk/client-sns";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { Table } from "../../output/table";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { absent, holds, same, type Check, type Findings } from "../../findings";
import { redeploy } from "../part";
import { orAbsent } from "../../failures";
import { allOf } from "../responses";

/** The filter policy that the handout prescribes. */
const filter = { messageType: ["ComplianceChangeNotification"], resourceType: ["AWS::EC2::SecurityGroup"] };

/** The topic and the student's subscription to it. */
export async function examineTopic(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const topic = await orAbsent(
    clients.sns.getTopicAttributes({ TopicArn: lab.topicArn }),
    "NotFound",
    "NotFoundException",
  );
  if (topic === undefined) return absent(`topic ${lab.topicName}`, redeploy);
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

/** The token in the mail is valid for two days: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
function confirmation(confirmed: Subscription | undefined): Check {
  const mails = process.env.AWS_ENDPOINT_URL
    ? " On this machine mails are files, in the folder that config-lab local prints."
    : "";
  return same(
    "its confirmation",
    "confirmed",
    confirmed === undefined ? "pending" : "confirmed",
    `Open the link in the mail "AWS Notification - Subscription Confirmation"; it is valid for two days.${mails}`,
  );
}

async function examineFilter({ SubscriptionArn }: Subscription, { sns }: AwsClients): Promise<Check[]> {
  const { Attributes } = await sns.getSubscriptionAttributes({ SubscriptionArn });
  return [
    same("scope of its filter policy", "MessageBody", Attributes?.FilterPolicyScope, redeploy),
    same("its filter policy", sorted(filter), sorted(readJson(Attributes?.FilterPolicy)), redeploy),
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
