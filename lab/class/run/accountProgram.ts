import { TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { lookUpAccount } from "../../../components/account";
import { ConfigMonitoring } from "../../../components/configMonitoring";
import { labTags } from "../../../components/labTags";
import { onlyOne } from "../../../components/onlyOne";
import { withReadableErrors } from "../../../components/readableErrors";
import { subscriptionsKey, type AccountSubscription } from "./accountSubscription";

/**
 * What the stacks of a shared account have in common: AWS Config's recorder, its delivery channel with the bucket, and the
 * channel's topic, by which each student gets the mails about the student's own groups.
 */
export const accountProgram = withReadableErrors(async () => {
  const account = await lookUpAccount();
  const monitoring = new ConfigMonitoring("monitoring", {
    account,
    itscAccount: "class",
    record: true,
    // The account has one recorder in each region, and IAM's names are the same in all of them.
    suffix: `-class-${account.region}`,
    tags: labTags(),
  });
  for (const one of subscriptions()) subscribe(monitoring, one);
  return {
    region: account.region,
    accountId: account.id,
    topicArn: monitoring.topic.arn,
    bucketName: monitoring.bucketName,
    recorderName: monitoring.recorderName,
    deliveryChannelName: monitoring.deliveryChannelName,
  };
});

function subscriptions(): AccountSubscription[] {
  const [, key = ""] = subscriptionsKey.split(":");
  return new pulumi.Config().getObject<AccountSubscription[]>(key) ?? [];
}

/** A channel publishes to one topic; the filter keeps the mails about other students' groups away. */
function subscribe({ topic }: ConfigMonitoring, { student, email, groups }: AccountSubscription): void {
  new TopicSubscription(
    `subscription-${student}`,
    {
      topic: topic.arn,
      protocol: "email-json",
      endpoint: email,
      filterPolicyScope: "MessageBody",
      filterPolicy: JSON.stringify({
        messageType: ["ComplianceChangeNotification"],
        resourceType: ["AWS::EC2::SecurityGroup"],
        resourceId: groups,
      }),
    },
    onlyOne,
  );
}
