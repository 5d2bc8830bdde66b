import type { Account } from "../account";
import type { Channel } from "./channel";
import { Compliance } from "./compliance";
import { ComplianceTimeline } from "./complianceTimeline";
import { Delivery } from "./delivery";
import type { ItemDiff } from "./diff";
import { Evaluator, type InvokingMessage } from "./evaluator";
import { FunctionAccess } from "./functionAccess";
import { HistoryFiles } from "./historyFiles";
import { ItemHistory } from "./itemHistory";
import { isDeleted, resourceKey, type Item } from "./items";
import { ItemMessages } from "./itemMessages";
import { Notifications, scheduledMessage } from "./notifications";
import { records, type Recorder } from "./recorder";
import { Recording, recordedType } from "./recording";
import { Results } from "./results";
import { ResultTokens } from "./resultToken";
import { inScope, Rules, type Rule } from "./rules";
import { Schedule } from "./schedule";
import type { DescribeSecurityGroups } from "./securityGroups";
import { Snapshots } from "./snapshots";
import { TagSets } from "./tagSets";

/** What a region's AWS Config needs of the rest. */
export interface RegionalContext {
  readonly account: Account;
  readonly region: string;
  readonly describe: DescribeSecurityGroups;
  readonly invoke: (region: string, functionArn: string, payload: object) => Promise<void>;
}

/** AWS Config in one region: its state, and how an item finds its way to the bucket, the topic and the rules. */
export class RegionalConfig {
  recorder: Recorder | undefined;
  channel: Channel | undefined;

  readonly accountId: string;
  readonly region: string;
  readonly items = new ItemHistory();
  readonly tokens = new ResultTokens();
  readonly tags = new TagSets();
  readonly rules: Rules;
  readonly access: FunctionAccess;
  readonly delivery: Delivery;
  readonly historyFiles: HistoryFiles;
  readonly snapshots: Snapshots;
  readonly notifications: Notifications;
  readonly compliance: Compliance;
  readonly evaluator: Evaluator;
  readonly recording: Recording;
  readonly schedule: Schedule;
  /** Adds a line to the endpoint's log. */
  readonly log: (line: string) => void;
  private readonly messages: ItemMessages;

  constructor(context: RegionalContext) {
    const { account, region } = context;
    const accountId = account.id;
    const recorder = () => this.recorder;
    const channel = () => this.channel;
    this.accountId = accountId;
    this.region = region;
    this.rules = new Rules(accountId, region);
    this.access = new FunctionAccess(account, region);
    this.notifications = new Notifications(accountId, region);
    this.delivery = new Delivery({ account, region, recorder, channel });
    this.messages = new ItemMessages(accountId, region, this.delivery);
    this.historyFiles = new HistoryFiles(accountId, region, this.delivery, this.notifications, channel);
    this.snapshots = new Snapshots(
      accountId,
      region,
      this.items,
      this.delivery,
      this.notifications,
      (message) => this.snapshotDelivered(message),
    );
    const timeline = new ComplianceTimeline(this.items, accountId, region);
    this.compliance = new Compliance(new Results(), timeline, this.notifications, this.delivery);
    this.log = (line) => account.log(`config ${region}: ${line}`);
    const { rules, tokens, access, log } = this;
    this.evaluator = new Evaluator({ ...context, accountId, rules, tokens, access, recorder, log });
    const onItem = (item: Item, diff: ItemDiff, previous: Item | undefined) =>
      this.recorded(item, diff, previous);
    this.recording = new Recording({ ...context, items: this.items, recorder, onItem });
    this.schedule = new Schedule((rule) => this.evaluateOnSchedule(rule));
  }

  /** Types of which the recorder keeps items. */
  recordedTypes(): string[] {
    const { recorder } = this;
    return recorder ? this.items.existingTypes().filter((type) => records(recorder, type)) : [];
  }

  /** Looks at every group, and has the rules evaluate that have never been: a recorder starts so. */
  discover(): void {
    this.recording.changedGroups("all");
    for (const rule of this.rules.all()) if (!rule.firstEvaluationStarted) this.evaluateAll([rule]);
  }

  /**
   * Evaluates every recorded resource in the rules' scopes, and runs those that go by a schedule.
   *
   * @param onDemand the rules show as EVALUATING until that is done, as on AWS after StartConfigRulesEvaluation
   */
  evaluateAll(rules: readonly Rule[], onDemand = false): void {
    if (!this.recorder?.recording || rules.length === 0) return;
    this.delivery.notify(
      "evaluation started",
      this.notifications.evaluationStarted(rules.map(({ name }) => name)),
    );
    for (const rule of rules) {
      const items = this.items.existing(recordedType).filter((item) => inScope(rule, item));
      if (onDemand) this.evaluator.await(rule, [...items.map(resourceKey), scheduleKey]);
      for (const item of items) {
        const subject = { key: resourceKey(item), leftScope: false };
        this.evaluator.evaluate(rule, subject, () => this.currentState(item));
      }
      this.evaluateOnSchedule(rule);
    }
  }

  /** Stops recording and evaluating: what hasn't started is forgotten. */
  halt(): void {
    this.recording.clear();
    this.evaluator.clear();
    // The evaluation that would have cleared the results of a deleted resource may be among the forgotten.
    for (const { resourceType, resourceId, results } of this.compliance.results.resources()) {
      const last = this.items.last({ resourceType, resourceId });
      if (last && isDeleted(last)) for (const { rule } of results) this.compliance.forget(rule, last);
    }
  }

  get busy(): boolean {
    const queued = this.evaluator.queue.busy || this.delivery.queue.busy;
    return queued || this.recording.busy || this.historyFiles.pendingItems > 0;
  }

  /** Resolves when nothing is queued or under way. History that is due later is delivered now. */
  async idle(): Promise<void> {
    do {
      await this.recording.idle();
      await this.evaluator.queue.idle();
      await this.delivery.queue.idle();
      await this.historyFiles.flush();
      await this.snapshots.idle();
    } while (this.busy);
  }

  /** Ends: nothing that waits is done any more. Invocations under way are Lambda's to end. */
  async stop(): Promise<void> {
    this.halt();
    this.schedule.stop();
    this.delivery.queue.clear();
    await this.historyFiles.drop();
    await this.recording.idle();
    await this.delivery.queue.idle();
    await this.snapshots.idle();
    this.access.close();
    this.delivery.renewSession();
  }

  private recorded(item: Item, diff: ItemDiff, previous: Item | undefined): void {
    this.historyFiles.add(item);
    const messages = this.messages.of(item, diff);
    const key = resourceKey(item);
    this.delivery.queue.add(key, async () => {
      const { topicMessage } = await messages;
      await this.delivery.publish(this.notifications.itemChanged(item, diff.changeType, topicMessage));
    });
    // A deleted resource has no tags left to tell whether it was in scope.
    const shown = isDeleted(item) && previous ? previous : item;
    for (const rule of this.rules.all()) {
      const inside = inScope(rule, shown);
      if (!inside && !(previous && inScope(rule, previous))) continue;
      const leftScope = !inside || isDeleted(item);
      const after = leftScope ? () => this.compliance.forget(rule, item) : undefined;
      this.evaluator.evaluate(rule, { key, leftScope, after }, () => messages);
    }
  }

  /** What a rule is told of a resource outside of a change: its newest item, without a diff. */
  private currentState(resource: Item): Promise<InvokingMessage | undefined> {
    const item = this.items.last(resource);
    return item && !isDeleted(item) ? this.messages.of(item, null) : Promise.resolve(undefined);
  }

  private evaluateOnSchedule(rule: Rule): void {
    const type = "ScheduledNotification" as const;
    const message = () => Promise.resolve({ type, message: scheduledMessage(this.accountId) });
    this.evaluator.evaluate(rule, { key: scheduleKey, leftScope: false }, message);
  }

  private snapshotDelivered(message: object): void {
    const type = "ConfigurationSnapshotDeliveryCompleted" as const;
    for (const rule of this.rules.all()) {
      const subject = { key: "snapshot", leftScope: false };
      this.evaluator.evaluate(rule, subject, () => Promise.resolve({ type, message }));
    }
  }
}

const scheduleKey = "schedule";
