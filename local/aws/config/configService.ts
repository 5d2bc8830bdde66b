import type { Account } from "../account";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../service";

/** What AWS Config needs of the other services on this machine. */
export interface ConfigPeers {
  /** Asynchronous invocation with Lambda's retries; resolves when it is finally done, and never rejects. */
  readonly invoke: (region: string, functionArn: string, payload: object) => Promise<void>;
}

/** AWS Config: one recorder, channel and set of rules per region, in memory. */
export class ConfigService implements AwsService {
  constructor(
    protected readonly account: Account,
    protected readonly peers: ConfigPeers,
  ) {}

  handle(request: AwsRequest): Promise<AwsResponse> {
    return Promise.reject(new AwsError("InvalidAction", `${request.operation} is not here yet`));
  }

  /** Called after a successful write to security groups: they are described again. `all` when unknown which. */
  securityGroupsChanged(region: string, groupIds: readonly string[] | "all"): void {
    this.account.log(`config: ${region} ${String(groupIds)}`);
  }

  /** Resolves when nothing is queued or under way any more. */
  idle(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
