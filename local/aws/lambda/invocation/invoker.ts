import type { EnvironmentPool, InvocationResult } from "../environment";
import type { FunctionRecords } from "../records";

/** An event for a function. */
export interface FunctionEvent {
  readonly region: string;
  /** The function's name. */
  readonly name: string;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
}

/** What invokes functions. */
export interface Invoker {
  /** @throws AwsError where the function doesn't exist or can't be started; what its code throws is an outcome */
  invoke(event: FunctionEvent): Promise<InvocationResult>;
}

/** Invokes functions as their records are at that moment. */
export class FunctionInvoker implements Invoker {
  constructor(
    private readonly records: FunctionRecords,
    private readonly pool: EnvironmentPool,
  ) {}

  async invoke({ region, name, requestId, payload }: FunctionEvent): Promise<InvocationResult> {
    const fn = await this.records.configuration(region, name);
    return this.pool.invoke(fn, { requestId, payload });
  }
}
