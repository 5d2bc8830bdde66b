import type { MessageType } from "@aws-sdk/client-config-service";
import type { ItemDiff } from "../recording/diff";
import { toEventItem, toEventSummary, type Item } from "../recording/items";
import type { RegionalAccount } from "../support/regionalAccount";
import { fileTime, isWritten, type BucketWriter } from "./bucketWriter";
import { isOversized, newMessage } from "./notification";

/** What rules and the topic get of an item. The two differ only where an oversized one couldn't be written. */
export interface ItemMessage {
  readonly type: MessageType;
  readonly message: object;
  readonly topicMessage: object;
}

/** Makes the messages of items: in full, or a summary where that is too large for SNS and Lambda. */
export class ItemMessages {
  constructor(
    private readonly home: RegionalAccount,
    private readonly bucket: BucketWriter,
  ) {}

  /** Never rejects. @param diff null where the item is re-evaluated */
  async of(item: Item, diff: ItemDiff | null): Promise<ItemMessage> {
    const type = "ConfigurationItemChangeNotification";
    const message = newMessage(type, "1.3", {
      configurationItemDiff: diff,
      configurationItem: toEventItem(item),
    });
    return isOversized(message)
      ? this.summary(item, diff, message)
      : { type, message, topicMessage: message };
  }

  /** Writes the whole message to the bucket, and makes the summary that names the file. */
  private async summary(item: Item, diff: ItemDiff | null, whole: object): Promise<ItemMessage> {
    const outcome = await this.bucket.write(this.pathOf(item), whole, item.captureTime);
    const written = isWritten(outcome);
    const type = "OversizedConfigurationItemChangeNotification";
    const message = newMessage(type, "1.0", {
      configurationItemSummary: { changeType: diff?.changeType ?? "UPDATE", ...toEventSummary(item) },
      s3DeliverySummary: {
        s3BucketLocation: written ? `${outcome.bucket}/${outcome.key}` : null,
        errorCode: written ? null : outcome.code,
        errorMessage: written ? null : outcome.message,
      },
    });
    const failed = { ...message, messageType: "OversizedConfigurationItemChangeDeliveryFailed" };
    return { type, message, topicMessage: written ? message : failed };
  }

  private pathOf({ resourceType, resourceId, captureTime }: Item): string {
    const folder = `OversizedChangeNotification/${resourceType}/${resourceId}`;
    const origin = `${this.home.accountId}_Config_${this.home.region}_ChangeNotification_${resourceType}_${resourceId}`;
    return `${folder}/${origin}_${fileTime(captureTime)}_1.json.gz`;
  }
}
