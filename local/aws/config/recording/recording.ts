import { setImmediate, setTimeout } from "node:timers/promises";
import type { SecurityGroup } from "@aws-sdk/client-ec2";
import { AwsError } from "../../service";
import { errorOf } from "../support/errors";
import type { RegionalAccount } from "../support/regionalAccount";
import { diffItems, isSame, type ItemDiff } from "./diff";
import type { GroupIds, GroupSource } from "./groupSource";
import { ItemHistory } from "./itemHistory";
import { isDeleted, resourceKey, type Item } from "./items";
import type { Recorder } from "./recorder";
import { Recorders } from "./recorders";
import { recordedType, securityGroupState } from "./securityGroupState";

/** Describing groups is retried after a failure: no change may be lost. */
const attempts = 3;
/** Milliseconds. */
const retryDelay = 200;

/** For how long the recorder's role, once checked, counts as permitted to describe groups. Milliseconds. */
const roleCheckValid = 5_000;

/** Is notified of every configuration item. */
export interface ItemListener {
  itemRecorded(item: Item, diff: ItemDiff, previous: Item | undefined): void;
}

/**
 * Records configuration items of security groups. Groups that change while others are being described are
 * described afterwards; several changes of a group before it is described give one item, as on AWS.
 */
export class Recording {
  readonly recorders: Recorders;
  readonly items = new ItemHistory();
  private readonly changed = new Set<string>();
  private everything = false;
  private running: Promise<void> | undefined;
  private checked: { readonly roleArn: string; readonly at: number } | undefined;

  constructor(
    private readonly home: RegionalAccount,
    private readonly groups: GroupSource,
    private readonly listener: ItemListener,
  ) {
    this.recorders = new Recorders(home);
  }

  get busy(): boolean {
    return this.running !== undefined;
  }

  /** Existing resources' types that the recorder covers. */
  recordedTypes(): string[] {
    return this.items.existingTypes().filter((type) => this.recorders.current?.records(type));
  }

  /** Has groups described that may have changed, provided that the recorder runs and covers their type. */
  groupsChanged(groupIds: GroupIds): void {
    if (!this.activeRecorder()) return;
    this.mark(groupIds);
    this.running ??= this.work();
  }

  /** Discards changes that are yet to be recorded. */
  clear(): void {
    this.changed.clear();
    this.everything = false;
  }

  async idle(): Promise<void> {
    await this.running;
  }

  private activeRecorder(): Recorder | undefined {
    const recorder = this.recorders.running;
    return recorder?.records(recordedType) ? recorder : undefined;
  }

  private async work(): Promise<void> {
    // Requests that have arrived already may change further groups: they are described together.
    await setImmediate();
    let recorded = true;
    while (recorded && (this.everything || this.changed.size > 0)) {
      const groupIds = this.everything ? "all" : [...this.changed];
      this.clear();
      recorded = await this.tryRecord(groupIds);
      if (!recorded) this.mark(groupIds);
    }
    // Synchronously after the loop's last check, so that no change is missed in between.
    this.running = undefined;
  }

  private mark(groupIds: GroupIds): void {
    if (groupIds === "all") this.everything = true;
    else for (const id of groupIds) this.changed.add(id);
  }

  /** Returns false on failure: the groups stay marked, and are described with the next change. */
  private async tryRecord(groupIds: GroupIds): Promise<boolean> {
    const recorder = this.activeRecorder();
    if (!recorder) return true;
    try {
      await this.checkRole(recorder);
      const groups = await this.describe(groupIds);
      // If the recorder was stopped meanwhile, nothing is recorded.
      if (this.activeRecorder() === recorder) this.record(groups, groupIds);
      recorder.note();
      return true;
    } catch (error) {
      recorder.note(errorOf(error));
      this.home.log(`recording failed: ${String(error)}`);
      return false;
    }
  }

  /** AWS Config describes groups with its role's permissions. */
  private async checkRole({ roleArn }: Recorder): Promise<void> {
    const { account } = this.home;
    if (this.checked?.roleArn === roleArn && Date.now() - this.checked.at < roleCheckValid) return;
    await account.assumeRole(roleArn, "config.amazonaws.com", "AWSConfig-Describe");
    if (!(await account.isAllowed(roleArn, "ec2:DescribeSecurityGroups", "*"))) {
      const message = `${roleArn} is not authorized to perform: ec2:DescribeSecurityGroups`;
      throw new AwsError("AccessDenied", message, 403);
    }
    this.checked = { roleArn, at: Date.now() };
  }

  private async describe(groupIds: GroupIds): Promise<SecurityGroup[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.groups.describe(this.home.region, groupIds);
      } catch (error) {
        if (attempt === attempts) throw error;
        await setTimeout(retryDelay);
      }
    }
  }

  private record(groups: readonly SecurityGroup[], groupIds: GroupIds): void {
    const captureTime = new Date();
    const found = new Set<string>();
    for (const group of groups) {
      const state = securityGroupState(group, this.home.accountId, this.home.region);
      found.add(resourceKey(state));
      const previous = this.existing(state.resourceId);
      const status = previous ? "OK" : "ResourceDiscovered";
      this.add({ ...state, captureTime, status }, previous);
    }
    const expected =
      groupIds === "all"
        ? this.items.existing(recordedType)
        : groupIds.map((id) => this.existing(id)).filter((item) => item !== undefined);
    for (const last of expected) {
      if (!found.has(resourceKey(last))) this.add(deletionOf(last, captureTime), last);
    }
  }

  private existing(resourceId: string): Item | undefined {
    const last = this.items.last({ resourceType: recordedType, resourceId });
    return last && !isDeleted(last) ? last : undefined;
  }

  private add(item: Item, previous: Item | undefined): void {
    const diff = diffItems(previous, item);
    if (!isSame(diff)) this.listener.itemRecorded(this.items.append(item), diff, previous);
  }
}

function deletionOf(last: Item, captureTime: Date): Item {
  return {
    ...last,
    captureTime,
    status: "ResourceDeleted",
    tags: {},
    relationships: [],
    configuration: undefined,
  };
}
