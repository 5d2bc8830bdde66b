/** Lambda, as the other services of the account use it. */
export interface Functions {
  /** The function's resource policy as JSON; undefined where there is no such function, or it has no policy. */
  policyOf(region: string, functionArn: string): Promise<string | undefined>;

  /** Invokes asynchronously, with Lambda's retries; resolves when that is over, and never rejects. */
  invoke(region: string, functionArn: string, payload: object): Promise<void>;
}
