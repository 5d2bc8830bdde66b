import type { Account } from "../account";
import type { AwsRequest, AwsResponse, AwsService } from "../service";
import { filterLogEvents } from "./filterLogEvents";

/** CloudWatch Logs: moto keeps groups, streams and events; they are searched here. */
export class LogsService implements AwsService {
  constructor(private readonly account: Account) {}

  handle(request: AwsRequest): Promise<AwsResponse> {
    return request.operation === "FilterLogEvents"
      ? filterLogEvents(this.account, request)
      : this.account.moto.forward(request);
  }
}
