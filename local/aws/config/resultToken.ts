import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { AwsError } from "../service";

/** What a token stands for: one invocation of a rule's function. */
export interface Invocation {
  readonly ruleName: string;
  readonly ruleId: string;
  readonly id: string;
  readonly invoked: Date;
}

/**
 * Makes and reads the tokens that bind PutEvaluations to an invocation. A token carries what it stands for,
 * signed: none has to be kept, and Lambda's retries may use theirs for as long as the rule lives.
 */
export class ResultTokens {
  private readonly secret = randomBytes(32);

  issue(invocation: Invocation): string {
    const payload = Buffer.from(JSON.stringify(invocation)).toString("base64url");
    return `${payload}.${this.sign(payload)}`;
  }

  /** @throws AwsError `InvalidResultTokenException` for anything that this endpoint didn't issue. */
  read(token: string): Invocation {
    const [payload = "", signature = ""] = token.split(".");
    const expected = Buffer.from(this.sign(payload));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
      throw new AwsError("InvalidResultTokenException", "The resultToken provided is invalid");
    }
    const invocation = JSON.parse(Buffer.from(payload, "base64url").toString()) as Invocation & {
      invoked: string;
    };
    return { ...invocation, invoked: new Date(invocation.invoked) };
  }

  private sign(payload: string): string {
    return createHmac("sha256", this.secret).update(payload).digest("base64url");
  }
}
