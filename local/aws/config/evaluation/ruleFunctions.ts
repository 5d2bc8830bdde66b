import type { Functions } from "../../functions";
import type { RegionalAccount } from "../support/regionalAccount";

/** The Lambda functions of rules, as AWS Config uses them. */
export class RuleFunctions {
  constructor(
    private readonly home: RegionalAccount,
    private readonly functions: Functions,
  ) {}

  /**
   * Whether the function exists, and its policy permits AWS Config to invoke it.
   *
   * @param ruleArn what the policy may require as source, besides this account
   */
  async mayInvoke(functionArn: string, ruleArn: string): Promise<boolean> {
    const { account, accountId, region } = this.home;
    const policy = await this.functions.policyOf(region, functionArn);
    return account.servicePrincipalAllowed(
      policy,
      "config.amazonaws.com",
      "lambda:InvokeFunction",
      functionArn,
      { "aws:SourceAccount": accountId, "aws:SourceArn": ruleArn },
    );
  }

  /** Resolves when the invocation, retries included, is complete. */
  invoke(functionArn: string, event: object): Promise<void> {
    return this.functions.invoke(this.home.region, functionArn, event);
  }
}
