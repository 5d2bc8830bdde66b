import { randomUUID } from "node:crypto";
import type { Account } from "../account";
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
  private readonly close: () => void;

  /** @param describe how groups are described; by default through EC2's API, past the gateway */
  constructor(
    private readonly account: Account,
    private readonly peers: ConfigPeers,
    describe?: DescribeSecurityGroups,
  ) {
    const throughEc2 = describeThrough(account);
    this.describe = describe ?? throughEc2;
    this.close = () => throughEc2.close();
  }

  /** Answers every request, faults included, in AWS JSON 1.1. */
  async handle(request: AwsRequest): Promise<AwsResponse> {
    try {
      return respond(200, await this.run(request));
    } catch (error) {
      const fault = error instanceof AwsError ? error : this.unexpected(request, error);
      return respond(fault.status, { __type: fault.code, message: fault.message });
    }
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
    this.close();
  }

  private async run(request: AwsRequest): Promise<object> {
    const operation = operations.get(request.operation);
    if (!operation) {
      throw new AwsError(
        "UnknownOperationException",
        `AWS Config on this machine has no operation ${request.operation}. It has: ${[...operations.keys()].join(", ")}.`,
      );
    }
    return operation(this.regionOf(request.region), parse(request.body));
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

  private unexpected(request: AwsRequest, error: unknown): AwsError {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.account.log(`config ${request.region}: ${request.operation} failed: ${details}`);
    return new AwsError("InternalFailure", `${request.operation} failed: ${String(error)}`, 500);
  }
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError("SerializationException", "The request's body isn't JSON.");
  }
}

function respond(status: number, answer: object): AwsResponse {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() };
  return { status, headers, body: toWire(answer) };
}
