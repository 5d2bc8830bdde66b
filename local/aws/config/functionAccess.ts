import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { Account } from "../account";
import { administratorKey } from "../administrator";

/** For how long an answer is good: evaluations of many resources at once ask only once. Milliseconds. */
const answerLasts = 1_000;
const answersKept = 1_000;

/** Finds out whether AWS Config may invoke a function: it exists, and its policy says so. */
export class FunctionAccess {
  private client: LambdaClient | undefined;
  private readonly answers = new Map<string, { readonly at: number; readonly allowed: Promise<boolean> }>();

  constructor(
    private readonly account: Account,
    private readonly region: string,
  ) {}

  /** @param ruleArn what the function's policy may demand as source, beside this account */
  mayInvoke(functionArn: string, ruleArn: string): Promise<boolean> {
    const key = `${functionArn} ${ruleArn}`;
    const known = this.answers.get(key);
    if (known && Date.now() - known.at < answerLasts) return known.allowed;
    if (this.answers.size >= answersKept) this.answers.clear();
    const allowed = this.ask(functionArn, ruleArn);
    this.answers.set(key, { at: Date.now(), allowed });
    return allowed;
  }

  close(): void {
    this.client?.destroy();
    this.client = undefined;
  }

  private async ask(functionArn: string, ruleArn: string): Promise<boolean> {
    const policy = await this.policyOf(functionArn);
    return this.account.servicePrincipalAllowed(
      policy,
      "config.amazonaws.com",
      "lambda:InvokeFunction",
      functionArn,
      { "aws:SourceAccount": this.account.id, "aws:SourceArn": ruleArn },
    );
  }

  private async policyOf(functionArn: string): Promise<string | undefined> {
    const { GetPolicyCommand, LambdaClient, ResourceNotFoundException } =
      await import("@aws-sdk/client-lambda");
    // Lambda has its own service here, so its functions are asked for at the gateway.
    this.client ??= new LambdaClient({
      region: this.region,
      credentials: administratorKey,
      endpoint: this.account.endpoint,
    });
    try {
      return (await this.client.send(new GetPolicyCommand({ FunctionName: functionArn }))).Policy;
    } catch (error) {
      // Neither a function that isn't there nor one without a policy can be invoked.
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
}

/** Whether a text is the ARN of a Lambda function, of any account and region. */
export function isFunctionArn(text: string): boolean {
  return /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/.test(text);
}
