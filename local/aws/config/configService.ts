import type { Account } from "../account";
import type { Functions } from "../functions";
import type { ConfigReference, ConfigResource, ConfigResources, ConfigResourceType } from "../iam";
import { jsonObject } from "../request";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../service";
import { operations } from "./operations";
import { MotoGroupSource, type GroupIds, type GroupSource } from "./recording/groupSource";
import { Region } from "./region";
import { toWire } from "./support/wire";

/**
 * AWS Config: recorder, delivery channel, rules, compliance and history of security groups, for each region.
 * Its state is in memory, and is lost with the process. What takes minutes on AWS happens at once.
 */
export class ConfigService implements AwsService, ConfigResources {
  private readonly regions = new Map<string, Region>();

  /** @param functions the functions of rules @param groups by default as moto keeps them */
  constructor(
    private readonly account: Account,
    private readonly functions: Functions,
    private readonly groups: GroupSource = new MotoGroupSource(account.moto),
  ) {}

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const body = toWire(await this.run(request));
    return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body };
  }

  findResource(region: string, type: ConfigResourceType, by: ConfigReference): ConfigResource | undefined {
    return this.regions.get(region)?.findResource(type, by);
  }

  /** Has security groups described after a write; `all` where it isn't known which changed. */
  securityGroupsChanged(region: string, groupIds: GroupIds): void {
    this.regions.get(region)?.recording.groupsChanged(groupIds);
  }

  /** Resolves when nothing is queued or running. History that would be due later is delivered now. */
  async idle(): Promise<void> {
    const regions = [...this.regions.values()];
    do {
      await Promise.all(regions.map((region) => region.idle()));
    } while (regions.some((region) => region.busy));
  }

  /** Discards what is queued, and resolves when what is running is complete. */
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

  private regionOf(region: string): Region {
    const existing = this.regions.get(region);
    if (existing) return existing;
    const created = new Region(this.account, region, this.groups, this.functions);
    this.regions.set(region, created);
    return created;
  }
}
