import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Account, ClientSettings, ConditionContext, SessionCredentials } from "./account";
import { Roles } from "./iam/roles";
import { administratorKey, Sessions } from "./iam/sessions";
import { evaluate, type Verdict } from "./iam/simulator";
import { AwsError, type Forward } from "./service";

export const accountId = "123456789012";

/** Seconds that a service's session of a role lasts: as long as AWS lets any. */
const serviceSessionSeconds = 12 * 3600;

/** Where the account's parts are. */
export interface Places {
  /** The gateway's endpoint. */
  readonly endpoint: string;
  readonly motoEndpoint: string;
  readonly folder: string;
  readonly forward: Forward;
}

/** The account that moto keeps, with sessions and policies on top. */
export class LocalAccount implements Account {
  readonly id = accountId;
  readonly endpoint: string;
  readonly folder: string;
  readonly forward: Forward;
  readonly sessions = new Sessions(accountId);
  readonly roles: Roles;

  constructor(private readonly places: Places) {
    this.endpoint = places.endpoint;
    this.folder = places.folder;
    this.forward = places.forward;
    this.roles = new Roles(this.direct("us-east-1"));
  }

  direct(region: string): ClientSettings {
    return { endpoint: this.places.motoEndpoint, region, credentials: administratorKey };
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
    if (evaluate(this.id, servicePrincipal, access, { identity: [], resource: role.trust }) !== "allowed") {
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
    return (await this.roleVerdict(roleArn, action, resource, context)) === "allowed";
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
    return evaluate(this.id, servicePrincipal, access, { identity: [], resource: policy }) === "allowed";
  }

  log(line: string): void {
    appendFileSync(join(this.folder, "aws.log"), `${new Date().toISOString()} ${line}\n`);
  }

  private async roleVerdict(
    roleArn: string,
    action: string,
    resource: string,
    context: ConditionContext,
  ): Promise<Verdict> {
    const role = await this.roles.find(roleArn);
    if (!role) return "implicitly denied";
    const { arn } = this.sessions.caller(roleArn, "simulation");
    return evaluate(
      this.id,
      arn,
      { action, resource, context },
      { identity: role.policies, boundary: role.boundary },
    );
  }
}
