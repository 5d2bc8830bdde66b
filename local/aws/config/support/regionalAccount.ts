import { arnPrefix } from "../../../support/regions";
import type { Account } from "../../account";

/** The account in one region, which is what a recorder, a channel and a rule belong to. */
export class RegionalAccount {
  constructor(
    readonly account: Account,
    readonly region: string,
  ) {}

  get accountId(): string {
    return this.account.id;
  }

  /** The ARN of a resource of AWS Config's own, e.g. of `config-rule/config-rule-a1b2c3`. */
  arn(resource: string): string {
    return `${arnPrefix(this.region)}:config:${this.region}:${this.accountId}:${resource}`;
  }

  /** Adds a line to the endpoint's log. */
  log(line: string): void {
    this.account.log(`config ${this.region}: ${line}`);
  }
}
