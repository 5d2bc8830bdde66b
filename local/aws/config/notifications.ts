import type { ChangeType, ItemDiff } from "./diff";
import { toEventItem, toEventSummary, type Item } from "./items";
import type { Result } from "./results";

/** What AWS Config sends to the channel's topic. */
export interface Notification {
  readonly subject: string;
  readonly message: object;
}

/** SNS's limit of a message, and so the most that a notification or a rule's event may hold, in bytes. */
export const notificationLimit = 256 * 1024;

/** SNS takes subjects of at most 100 characters; AWS Config cuts its own so. */
const subjectLimit = 100;

/**
 * Makes the notifications of one account and region, worded as AWS Config words them. The message is JSON for
 * every subscriber; AWS writes another text for those of the protocol `email`.
 */
export class Notifications {
  constructor(
    private readonly accountId: string,
    private readonly region: string,
  ) {}

  /** @param message what itemMessage or oversizedMessage made of the item */
  itemChanged(item: Item, changeType: ChangeType, message: object): Notification {
    const done = { CREATE: "Created", UPDATE: "Updated", DELETE: "Deleted" }[changeType];
    const subject = this.subject(
      `${item.resourceType} ${item.resourceId} ${done} in Account ${this.accountId}`,
    );
    return { subject, message };
  }

  complianceChanged(result: Result, before: Result | undefined): Notification {
    const { rule, resourceType, resourceId, compliance } = result;
    const what = `${resourceType} ${resourceId} is ${compliance} with ${rule.name}`;
    return {
      subject: this.subject(`${what} in Account ${this.accountId}`),
      message: {
        awsAccountId: this.accountId,
        configRuleName: rule.name,
        configRuleARN: rule.arn,
        resourceType,
        resourceId,
        awsRegion: this.region,
        newEvaluationResult: evaluationResult(result),
        oldEvaluationResult: before ? evaluationResult(before) : null,
        ...created(),
        messageType: "ComplianceChangeNotification",
        recordVersion: "1.0",
      },
    };
  }

  evaluationStarted(configRuleNames: readonly string[]): Notification {
    return this.ofAccount("Config Rules Evaluation Started", {
      awsAccountId: this.accountId,
      awsRegion: this.region,
      configRuleNames,
      ...created(),
      messageType: "ConfigRulesEvaluationStarted",
      recordVersion: "1.0",
    });
  }

  historyDelivered(s3Bucket: string, s3ObjectKey: string): Notification {
    return this.ofAccount("Configuration History Delivery Completed", {
      s3ObjectKey,
      s3Bucket,
      ...created(),
      messageType: "ConfigurationHistoryDeliveryCompleted",
      recordVersion: "1.1",
    });
  }

  snapshotStarted(configSnapshotId: string): Notification {
    return this.ofAccount("Configuration Snapshot Delivery Started", {
      configSnapshotId,
      ...created(),
      messageType: "ConfigurationSnapshotDeliveryStarted",
      recordVersion: "1.1",
    });
  }

  snapshotDelivered(configSnapshotId: string, s3Bucket: string, s3ObjectKey: string): Notification {
    return this.ofAccount("Configuration Snapshot Delivery Completed", {
      configSnapshotId,
      s3ObjectKey,
      s3Bucket,
      ...created(),
      messageType: "ConfigurationSnapshotDeliveryCompleted",
      recordVersion: "1.1",
    });
  }

  snapshotFailed(
    configSnapshotId: string,
    error: { readonly code: string; readonly message: string },
  ): Notification {
    return this.ofAccount("Configuration Snapshot Delivery Failed", {
      configSnapshotId,
      errorCode: error.code,
      errorMessage: error.message,
      ...created(),
      messageType: "ConfigurationSnapshotDeliveryFailed",
      recordVersion: "1.1",
    });
  }

  private ofAccount(what: string, message: object): Notification {
    return { subject: this.subject(`${what} for Account ${this.accountId}`), message };
  }

  private subject(text: string): string {
    const subject = `[AWS Config:${this.region}] ${text}`;
    return subject.length <= subjectLimit ? subject : `${subject.slice(0, subjectLimit - 3)}...`;
  }
}

/** The message of an item: what rules get, too. The diff is null where an item is evaluated again. */
export function itemMessage(item: Item, configurationItemDiff: ItemDiff | null): object {
  return {
    configurationItemDiff,
    configurationItem: toEventItem(item),
    ...created(),
    messageType: "ConfigurationItemChangeNotification",
    recordVersion: "1.3",
  };
}

/** Where the whole of an oversized message was written, or why it wasn't. */
export interface DeliverySummary {
  /** `BUCKET/KEY` */
  readonly s3BucketLocation: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** What stands for a message that is over the limit: in the topic, and for rules. */
export function oversizedMessage(
  item: Item,
  diff: ItemDiff | null,
  s3DeliverySummary: DeliverySummary,
): object {
  return {
    configurationItemSummary: { changeType: diff?.changeType ?? "UPDATE", ...toEventSummary(item) },
    s3DeliverySummary,
    ...created(),
    messageType: "OversizedConfigurationItemChangeNotification",
    recordVersion: "1.0",
  };
}

/** What a rule with a frequency gets. */
export function scheduledMessage(awsAccountId: string): object {
  return { awsAccountId, ...created(), messageType: "ScheduledNotification", recordVersion: "1.0" };
}

export function isOversized(message: object): boolean {
  return Buffer.byteLength(JSON.stringify(message)) > notificationLimit;
}

function evaluationResult(result: Result): object {
  return {
    evaluationResultIdentifier: {
      evaluationResultQualifier: {
        configRuleName: result.rule.name,
        resourceType: result.resourceType,
        resourceId: result.resourceId,
      },
      orderingTimestamp: result.ordering.toISOString(),
    },
    complianceType: result.compliance,
    resultRecordedTime: result.recorded.toISOString(),
    configRuleInvokedTime: result.invoked.toISOString(),
    annotation: result.annotation ?? null,
    resultToken: null,
  };
}

function created() {
  return { notificationCreationTime: new Date().toISOString() };
}
