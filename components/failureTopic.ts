import { FunctionEventInvokeConfig } from "@pulumi/aws/lambda/functionEventInvokeConfig";
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import * as pulumi from "@pulumi/pulumi";
import { stackTag, type LabTags } from "./labTags";
import { onlyOne } from "./onlyOne";

/** Inputs of {@link makeFailureTopic}. */
export interface FailureTopicArgs {
  /** Who gets a mail about each invocation that Lambda gave up. */
  readonly email: pulumi.Input<string>;
  /** Suffix of the names that would collide in a shared account. @default none */
  readonly suffix?: string;
  /** @default none */
  readonly tags?: LabTags;
}

/** The topic for events that the function failed on three times, with its subscription by mail. */
export function makeFailureTopic(name: string, args: FailureTopicArgs, parent: pulumi.Resource): Topic {
  const topic = new Topic(
    `${name}-failures`,
    {
      name: `evaluate_remediate_security_group-failures${args.suffix ?? ""}`,
      displayName: "EC2 SecurityGroup Remediation Failures",
      tags: args.tags,
    },
    { parent, ...onlyOne, ignoreChanges: [stackTag] },
  );
  new TopicSubscription(
    `${name}-failures-subscription`,
    { topic: topic.arn, protocol: "email", endpoint: args.email },
    { parent, ...onlyOne },
  );
  return topic;
}

/** Has Lambda send a record of each event that the function failed on three times to the topic. */
export function sendFailures(
  name: string,
  functionName: pulumi.Input<string>,
  topic: Topic,
  parent: pulumi.Resource,
  permissions: pulumi.Resource[],
): void {
  new FunctionEventInvokeConfig(
    `${name}-failure-destination`,
    {
      functionName,
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: topic.arn } },
    },
    // Lambda checks that the function's role may publish.
    { parent, ...onlyOne, dependsOn: permissions },
  );
}
