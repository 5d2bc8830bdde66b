import type { Account } from "../account";
import { jsonObject } from "../request";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../service";
import { channelOperations } from "./operations/channelOperations";
import { complianceOperations } from "./operations/complianceOperations";
import { evaluationOperations } from "./operations/evaluationOperations";
import { inventoryOperations } from "./operations/inventoryOperations";
import type { Operation } from "./operations/operation";
import { recorderOperations } from "./operations/recorderOperations";
import { ruleOperations } from "./operations/ruleOperations";
import { tagOperations } from "./operations/tagOperations";
import { RegionalConfig } from "./regionalConfig";
import { describeThrough, type DescribeSecurityGroups } from "./securityGroups";
import { toWire } from "./wire";

/** What AWS Config needs of the other services on this machine. */
export interface ConfigPeers {
  /** Asynchronous invocation with Lambda's retries; resolves when it is finally done, and never rejects. */
  readonly invoke: (region: string, functionArn: string, payload: object) => Promise<void>;
}

const operations = new Map<string, Operation>(
  Object.entries({
    ...recorderOperations,
    ...channelOperations,
    ...ruleOperations,
    ...evaluationOperations,
    ...complianceOperations,
    ...inventoryOperations,
    ...tagOperations,
  }),
);

/**
 * AWS Config: recorder, delivery channel, rules, compliance and history of security groups, in each region
 * its own. State lives in memory and goes with the process. What takes minutes on AWS happens at once.
 */
export class ConfigService implements AwsService {
  private readonly regions = new Map<string, RegionalConfig>();
  private readonly describe: DescribeSecurityGroups;

  /** @param describe how groups are described; by default through EC2's API, past the gateway */
  constructor(
    private readonly account: Account,
    private readonly peers: ConfigPeers,
    describe?: DescribeSecurityGroups,
  ) {
    this.describe = describe ?? describeThrough(account);
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const body = toWire(await this.run(request));
    return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body };
  }

  /** Called after a successful write to security groups: they are described again. `all` when unknown which. */
  securityGroupsChanged(region: string, groupIds: readonly string[] | "all"): void {
    this.regions.get(region)?.recording.changedGroups(groupIds);
  }

  /** Resolves when nothing is queued or under way any more; history that is due later is delivered now. */
  async idle(): Promise<void> {
    const regions = [...this.regions.values()];
    do {
      await Promise.all(regions.map((region) => region.idle()));
    } while (regions.some((region) => region.busy));
  }

  /** Forgets what waits, and resolves when what is under way is over. */
  async stop(): Promise<void> {
    await Promise.all([...this.regions.values()].map((region) => region.stop()));
  }

  private async run(request: AwsRequest): Promise<object> {
    const operation = operations.get(request.operation);
    if (!operation) {
      throw new AwsError(
        "UnknownOperationException",
        `AWS Config on this machine has no operation ${request.operation}. It has: ${[...operations.keys()].join(", ")}.`,
      );
    }
    return operation(this.regionOf(request.region), jsonObject(request));
  }

  private regionOf(region: string): RegionalConfig {
    const existing = this.regions.get(region);
    if (existing) return existing;
    const { account, describe } = this;
    const made = new RegionalConfig({
      account,
      region,
      describe,
      invoke: (...call) => this.peers.invoke(...call),
    });
    this.regions.set(region, made);
    return made;
  }
}
