import type { Account } from "../account";
import { jsonObject } from "../request";
import type { AwsRequest, AwsResponse, AwsService } from "../service";
import { filterLogEvents } from "./filterLogEvents";
import { Queries } from "./insights";

/** CloudWatch Logs: moto keeps groups, streams and events; they are searched here. */
export class LogsService implements AwsService {
  private readonly queries: Queries;

  constructor(private readonly account: Account) {
    this.queries = new Queries(account);
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    switch (request.operation) {
      case "FilterLogEvents":
        return filterLogEvents(this.account, request);
      case "StartQuery":
        return json(await this.queries.start(request.region, jsonObject(request)));
      case "GetQueryResults":
        return json(this.queries.results(request.region, jsonObject(request)));
      case "DescribeQueries":
        return json(this.queries.describe(request.region, jsonObject(request)));
      case "StopQuery":
        return this.queries.stop(request.region, jsonObject(request));
      default:
        return this.account.moto.forward(request);
    }
  }
}

function json(value: object): AwsResponse {
  return {
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify(value),
  };
}
