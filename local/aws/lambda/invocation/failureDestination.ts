import { AwsClients } from "../../../support/awsClients";
import type { Account } from "../../account";
import type { Outcome } from "../environment";
import { type FunctionRecords, isNotFound, LATEST } from "../records";
import type { FunctionEvent } from "./invoker";

/** What became of an event that was dropped. */
export interface Dropped {
  readonly attempts: number;
  /** The last attempt's; undefined where the function couldn't be started. */
  readonly outcome: Outcome | undefined;
}

/**
 * Sends a record of each dropped event to the function's destination on failure, with the function's role. Topics are
 * offered here; queues, functions and buses aren't.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export class FailureDestination {
  constructor(
    private readonly account: Account,
    private readonly records: FunctionRecords,
  ) {}

  /** Never rejects: what goes wrong is in the endpoint's log, as AWS has it in a metric only. */
  async deliver(event: FunctionEvent, dropped: Dropped): Promise<void> {
    try {
      const topicArn = await this.destinationOf(event);
      if (topicArn !== undefined) await this.publish(event, topicArn, dropped);
    } catch (error) {
      this.account.log(`lambda: destination of ${event.name}: ${(error as Error).message}`);
    }
  }

  private async destinationOf({ region, name }: FunctionEvent): Promise<string | undefined> {
    const { lambda } = this.account.moto.in(region);
    try {
      const { DestinationConfig } = await lambda.getFunctionEventInvokeConfig({ FunctionName: name });
      return DestinationConfig?.OnFailure?.Destination;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  private async publish(
    { region, name, requestId, payload }: FunctionEvent,
    TopicArn: string,
    { attempts, outcome }: Dropped,
  ): Promise<void> {
    const { role, arn } = await this.records.configuration(region, name);
    const credentials = await this.account.assumeRole(role, "lambda.amazonaws.com", name);
    const clients = new AwsClients(region, () => ({ endpoint: this.account.endpoint, credentials }));
    const record = {
      version: "1.0",
      timestamp: new Date().toISOString(),
      requestContext: {
        requestId,
        functionArn: `${arn}:${LATEST}`,
        condition: "RetriesExhausted",
        approximateInvokeCount: attempts,
      },
      requestPayload: JSON.parse(payload) as unknown,
      responseContext: { statusCode: 200, executedVersion: LATEST, functionError: "Unhandled" },
      responsePayload: outcome && !outcome.ok ? outcome.error : null,
    };
    try {
      await clients.sns.publish({ TopicArn, Message: JSON.stringify(record) });
    } finally {
      clients.destroy();
    }
  }
}
