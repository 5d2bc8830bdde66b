import { fileTime, isWritten, type Delivery } from "./delivery";
import type { ItemDiff } from "./diff";
import type { InvokingMessage } from "./evaluator";
import type { Item } from "./items";
import { isOversized, itemMessage, oversizedMessage } from "./notifications";

/** What rules and the topic are told of an item. They differ only where an oversized one couldn't be written. */
export type ItemMessage = InvokingMessage & { readonly topicMessage: object };

/** Makes the messages of items: in full, or as a summary where that is too large for SNS and Lambda. */
export class ItemMessages {
  constructor(
    private readonly accountId: string,
    private readonly region: string,
    private readonly delivery: Delivery,
  ) {}

  /** Never rejects. @param diff null where the item is evaluated again */
  async of(item: Item, diff: ItemDiff | null): Promise<ItemMessage> {
    const message = itemMessage(item, diff);
    return isOversized(message)
      ? this.summary(item, diff, message)
      : { type: "ConfigurationItemChangeNotification", message, topicMessage: message };
  }

  /** Writes the whole message to the bucket, and makes the summary that names the file. */
  private async summary(item: Item, diff: ItemDiff | null, whole: object): Promise<ItemMessage> {
    const outcome = await this.delivery.writeFile(this.pathOf(item), whole, item.captureTime);
    const written = isWritten(outcome);
    const message = oversizedMessage(item, diff, {
      s3BucketLocation: written ? `${outcome.bucket}/${outcome.key}` : null,
      errorCode: written ? null : outcome.code,
      errorMessage: written ? null : outcome.message,
    });
    const failed = { ...message, messageType: "OversizedConfigurationItemChangeDeliveryFailed" };
    const type = "OversizedConfigurationItemChangeNotification";
    return { type, message, topicMessage: written ? message : failed };
  }

  private pathOf({ resourceType, resourceId, captureTime }: Item): string {
    const folder = `OversizedChangeNotification/${resourceType}/${resourceId}`;
    const origin = `${this.accountId}_Config_${this.region}_ChangeNotification_${resourceType}_${resourceId}`;
    return `${folder}/${origin}_${fileTime(captureTime)}_1.json.gz`;
  }
}
