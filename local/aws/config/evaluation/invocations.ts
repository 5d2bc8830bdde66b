import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { AwsError } from "../../service";
import type { Rule } from "../rules/rules";

/** One invocation of a rule's function. */
export interface Invocation {
  readonly ruleName: string;
  readonly ruleId: string;
  readonly id: string;
  readonly invoked: Date;
}

/**
 * The invocations of rules' functions, and the result tokens that bind PutEvaluations to them. A token contains
 * its invocation, signed, so that none is stored and Lambda's retries can use theirs as long as the rule exists.
 */
export class Invocations {
  private readonly secret = randomBytes(32);
  /** Whether each running invocation has put evaluations, by its id. */
  private readonly reports = new Map<string, boolean>();

  start(rule: Rule): Invocation {
    const invocation = { ruleName: rule.name, ruleId: rule.id, id: randomUUID(), invoked: new Date() };
    this.reports.set(invocation.id, false);
    return invocation;
  }

  tokenOf(invocation: Invocation): string {
    const payload = Buffer.from(JSON.stringify(invocation)).toString("base64url");
    return `${payload}.${this.sign(payload)}`;
  }

  /** @throws AwsError `InvalidResultTokenException` for a token that wasn't issued here. */
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

  /** Notes that an invocation has put evaluations. */
  reported({ id }: Invocation): void {
    if (this.reports.has(id)) this.reports.set(id, true);
  }

  /** Returns whether the invocation has put evaluations. */
  end({ id }: Invocation): boolean {
    const reported = this.reports.get(id) ?? false;
    this.reports.delete(id);
    return reported;
  }

  private sign(payload: string): string {
    return createHmac("sha256", this.secret).update(payload).digest("base64url");
  }
}
