import type { Account } from "../account";
import { AwsError } from "../service";
import { diffItems, isSame, type ItemDiff } from "./diff";
import { errorOf } from "./errors";
import type { ItemHistory } from "./itemHistory";
import { isDeleted, resourceKey, type Item } from "./items";
import { noteRecording, records, type Recorder } from "./recorder";
import { securityGroupState, type DescribeSecurityGroups } from "./securityGroups";

/** The one resource type that is recorded here. */
export const recordedType = "AWS::EC2::SecurityGroup";

/** Describing is tried again after a failure: a change that passed must not be lost. */
const attempts = 3;
const attemptPause = 200;

/** For how long the recorder's role, once checked, is taken to be allowed to describe. Milliseconds. */
const roleCheckLasts = 5_000;

/** What the recorder needs of its surroundings. */
export interface RecordingContext {
  readonly account: Account;
  readonly region: string;
  readonly items: ItemHistory;
  readonly describe: DescribeSecurityGroups;
  readonly recorder: () => Recorder | undefined;
  readonly onItem: (item: Item, diff: ItemDiff, previous: Item | undefined) => void;
}

/**
 * Turns what may have changed into configuration items. Changes that arrive while groups are being described
 * are looked at after that; several changes of a group before it is looked at give one item, as on AWS.
 */
export class Recording {
  private readonly changed = new Set<string>();
  private everything = false;
  private underway: Promise<void> | undefined;
  private checked: { readonly roleArn: string; readonly at: number } | undefined;

  constructor(private readonly context: RecordingContext) {}

  get busy(): boolean {
    return this.underway !== undefined;
  }

  /** Marks groups as changed and has them looked at, as long as the recorder runs and records their type. */
  changedGroups(groupIds: readonly string[] | "all"): void {
    if (!this.active()) return;
    this.mark(groupIds);
    this.underway ??= this.work();
  }

  /** Forgets what is marked as changed. */
  clear(): void {
    this.changed.clear();
    this.everything = false;
  }

  async idle(): Promise<void> {
    await this.underway;
  }

  private active(): Recorder | undefined {
    const recorder = this.context.recorder();
    return recorder?.recording && records(recorder, recordedType) ? recorder : undefined;
  }

  private async work(): Promise<void> {
    // The request that changed a group may be one of several: let those that are already here pass first.
    await new Promise((resolve) => setImmediate(resolve));
    let looked = true;
    while (looked && (this.everything || this.changed.size > 0)) {
      const groupIds = this.everything ? "all" : [...this.changed];
      this.clear();
      looked = await this.look(groupIds);
      if (!looked) this.mark(groupIds);
    }
    // In the same step as the loop's last check, so that no change falls between the two.
    this.underway = undefined;
  }

  private mark(groupIds: readonly string[] | "all"): void {
    if (groupIds === "all") this.everything = true;
    else for (const id of groupIds) this.changed.add(id);
  }

  /** False when it failed: the groups stay marked, for the next change to bring up again. */
  private async look(groupIds: readonly string[] | "all"): Promise<boolean> {
    const recorder = this.active();
    if (!recorder) return true;
    try {
      await this.checkRole(recorder);
      const groups = await this.describe(groupIds);
      // Stopped in the meantime: what was seen isn't recorded.
      if (this.active() === recorder) this.record(groups, groupIds);
      noteRecording(recorder);
      return true;
    } catch (error) {
      noteRecording(recorder, errorOf(error));
      this.context.account.log(`config ${this.context.region}: recording failed: ${String(error)}`);
      return false;
    }
  }

  /** AWS Config sees what its role lets it see. */
  private async checkRole(recorder: Recorder): Promise<void> {
    const { account } = this.context;
    const { roleArn } = recorder;
    if (this.checked?.roleArn === roleArn && Date.now() - this.checked.at < roleCheckLasts) return;
    await account.assumeRole(roleArn, "config.amazonaws.com", "AWSConfig-Describe");
    if (!(await account.isAllowed(roleArn, "ec2:DescribeSecurityGroups", "*"))) {
      throw new AwsError(
        "AccessDenied",
        `${roleArn} is not authorized to perform: ec2:DescribeSecurityGroups`,
        403,
      );
    }
    this.checked = { roleArn, at: Date.now() };
  }

  private async describe(groupIds: readonly string[] | "all") {
    const { describe, region } = this.context;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await describe(region, groupIds);
      } catch (error) {
        if (attempt === attempts) throw error;
        await new Promise((resolve) => setTimeout(resolve, attemptPause));
      }
    }
  }

  private record(
    groups: Awaited<ReturnType<DescribeSecurityGroups>>,
    groupIds: readonly string[] | "all",
  ): void {
    const { account, region, items } = this.context;
    const captureTime = new Date();
    const found = new Set<string>();
    for (const group of groups) {
      const state = securityGroupState(group, account.id, region);
      found.add(resourceKey(state));
      const last = items.last(state);
      const known = last && !isDeleted(last);
      this.add(
        { ...state, captureTime, status: known ? "OK" : "ResourceDiscovered" },
        known ? last : undefined,
      );
    }
    for (const last of groupIds === "all" ? items.existing(recordedType) : this.known(groupIds)) {
      if (!found.has(resourceKey(last))) this.add(deletionOf(last, captureTime), last);
    }
  }

  private known(groupIds: readonly string[]): Item[] {
    return groupIds
      .map((resourceId) => this.context.items.last({ resourceType: recordedType, resourceId }))
      .filter((item) => item !== undefined && !isDeleted(item)) as Item[];
  }

  private add(item: Item, previous: Item | undefined): void {
    const diff = diffItems(previous, item);
    if (!isSame(diff)) this.context.onItem(this.context.items.append(item), diff, previous);
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
