import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Account, ConditionContext, SessionCredentials } from "./account";
import { homeAccount } from "./administrator";
import { evaluatePolicies, Roles, Sessions } from "./iam";
import type { MotoClient } from "./moto/client";
import { newAccountQuotas, type Quotas } from "./quotas";
import { AwsError } from "./service";

/** What an account may differ in. */
export interface AccountOptions {
  /** Twelve digits. @default 123456789012 */
  readonly id?: string;
  /** Of all accounts of the endpoint. @default its own */
  readonly sessions?: Sessions;
  /** @default a new account's */
  readonly quotas?: Partial<Quotas>;
}

/** Seconds that a service's session of a role lasts: as long as AWS lets any. */
const serviceSessionSeconds = 12 * 3600;

/** An account that moto keeps, with sessions and policies on top. */
export class LocalAccount implements Account {
  readonly id: string;
  readonly quotas: Quotas;
  readonly sessions: Sessions;
  readonly roles: Roles;

  /**
   * @param endpoint the gateway's
   * @param region whose partition the account is in
   */
  constructor(
    readonly endpoint: string,
    readonly moto: MotoClient,
    readonly folder: string,
    region: string,
    { id = homeAccount, sessions = new Sessions([id], region), quotas = {} }: AccountOptions = {},
  ) {
    this.id = id;
    this.quotas = { ...newAccountQuotas, ...quotas };
    this.sessions = sessions;
    this.roles = new Roles(moto, region);
  }

  async assumeRole(
    roleArn: string,
    servicePrincipal: string,
    sessionName: string,
  ): Promise<SessionCredentials> {
    const role = await this.roles.find(roleArn);
    if (!role) {
      throw new AwsError("NoSuchEntity", `The role with ARN ${roleArn} cannot be found.`, 404);
    }
    const access = {
      action: "sts:AssumeRole",
      resource: roleArn,
      context: { "aws:SourceAccount": this.id },
    };
    if (
      evaluatePolicies(this.id, servicePrincipal, access, { identity: [], resource: role.trust }) !==
      "allowed"
    ) {
      throw new AwsError(
        "AccessDenied",
        `${servicePrincipal} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        403,
      );
    }
    return this.sessions.start(roleArn, sessionName, serviceSessionSeconds);
  }

  async isAllowed(
    roleArn: string,
    action: string,
    resource: string,
    context: ConditionContext = {},
  ): Promise<boolean> {
    const role = await this.roles.find(roleArn);
    if (!role) return false;
    const { arn } = this.sessions.caller(roleArn, "simulation");
    const policies = { identity: role.policies, boundary: role.boundary };
    return evaluatePolicies(this.id, arn, { action, resource, context }, policies) === "allowed";
  }

  servicePrincipalAllowed(
    policyJson: string | undefined,
    servicePrincipal: string,
    action: string,
    resource: string,
    context: ConditionContext = {},
  ): boolean {
    if (!policyJson) return false;
    const policy = JSON.parse(policyJson) as object;
    const access = { action, resource, context };
    return (
      evaluatePolicies(this.id, servicePrincipal, access, { identity: [], resource: policy }) === "allowed"
    );
  }

  log(line: string): void {
    appendFileSync(join(this.folder, "aws.log"), `${new Date().toISOString()} ${line}\n`);
  }
}
