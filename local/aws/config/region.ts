import type { Account } from "../account";
import type { Functions } from "../functions";
import type { ConfigReference, ConfigResource, ConfigResourceType } from "../iam";
import { Delivery } from "./delivery/delivery";
import type { SnapshotListener } from "./delivery/snapshots";
import { Evaluation } from "./evaluation/evaluation";
import type { Parts } from "./operations";
import type { ItemDiff } from "./recording/diff";
import type { GroupSource } from "./recording/groupSource";
import type { Item } from "./recording/items";
import { Recording, type ItemListener } from "./recording/recording";
import { RegionalAccount } from "./support/regionalAccount";
import { TagSets } from "./support/tagSets";

/** AWS Config in one region: its parts, and the way of an item from the recorder to bucket, topic and rules. */
export class Region implements Parts, ItemListener, SnapshotListener {
  readonly recording: Recording;
  readonly delivery: Delivery;
  readonly evaluation: Evaluation;
  readonly tags = new TagSets();

  constructor(account: Account, region: string, groups: GroupSource, functions: Functions) {
    const home = new RegionalAccount(account, region);
    this.recording = new Recording(home, groups, this);
    this.delivery = new Delivery(home, this.recording, this);
    this.evaluation = new Evaluation(home, this.recording, this.delivery, functions);
  }

  itemRecorded(item: Item, diff: ItemDiff, previous: Item | undefined): void {
    this.evaluation.itemRecorded(item, previous, this.delivery.deliver(item, diff));
  }

  snapshotDelivered(message: object): void {
    this.evaluation.snapshotDelivered(message);
  }

  /** A rule, or the recorder, as policies see it. */
  findResource(type: ConfigResourceType, by: ConfigReference): ConfigResource | undefined {
    const { current } = this.recording.recorders;
    const candidates =
      type === "config-rule"
        ? this.evaluation.rules.all()
        : current === undefined
          ? []
          : [{ ...current, id: undefined }];
    const found = candidates.find(({ name, arn, id }) =>
      "name" in by ? name === by.name : "arn" in by ? arn === by.arn : id === by.id,
    );
    if (found === undefined) return undefined;
    const tags = this.tags.list(found.arn).map(({ Key = "", Value = "" }) => [Key, Value] as const);
    return { arn: found.arn, tags: Object.fromEntries(tags) };
  }

  get busy(): boolean {
    return this.recording.busy || this.evaluation.busy || this.delivery.busy;
  }

  /** Resolves when nothing is queued or running. History that would be due later is delivered now. */
  async idle(): Promise<void> {
    do {
      await this.recording.idle();
      await this.evaluation.idle();
      await this.delivery.idle();
    } while (this.busy);
  }

  /** Discards what is queued, and resolves when what is running is complete, invocations excepted. */
  async stop(): Promise<void> {
    this.recording.clear();
    this.evaluation.stop();
    await this.recording.idle();
    await this.delivery.stop();
  }
}
