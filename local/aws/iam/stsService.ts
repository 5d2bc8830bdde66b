import type { MotoClient } from "../moto/client";
import { queryAnswer } from "../queryAnswer";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../service";
import { element } from "../xml";
import { denial } from "./denial";
import type { Role, RoleDirectory } from "./roles";
import { accountIn, type Sessions } from "./sessions";
import { evaluatePolicies } from "./simulator";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
const shortestSession = 900;
const defaultSession = 3600;
const administratorAccess = {
  name: "AdministratorAccess",
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

/** STS: the caller's identity, and sessions of roles for principals that their trust policies allow. */
export class StsService implements AwsService {
  constructor(
    private readonly accountId: string,
    private readonly sessions: Sessions,
    /** Of every account. */
    private readonly roles: RoleDirectory,
    private readonly moto: MotoClient,
  ) {}

  async handle(request: AwsRequest): Promise<AwsResponse> {
    switch (request.operation) {
      case "GetCallerIdentity":
        return this.callerIdentity(request);
      case "AssumeRole":
        return this.assumeRole(request);
      case "AssumeRoleWithSAML":
      case "AssumeRoleWithWebIdentity":
      case "GetFederationToken":
      case "GetSessionToken":
        // moto would issue keys that this endpoint then rejects.
        throw new AwsError(
          "InvalidAction",
          `AWS on this machine doesn't have ${request.operation}: use AssumeRole.`,
        );
      default:
        return this.moto.forward(request);
    }
  }

  /** Whether the administrator may assume a role. A role's session has been authorized by the gateway. */
  private trusts(role: Role, { caller }: AwsRequest): boolean {
    if (caller.kind === "role") return true;
    const access = { action: "sts:AssumeRole", resource: role.arn, context: {} };
    const policies = { identity: [administratorAccess], resource: role.trust };
    return evaluatePolicies(accountIn(role.arn), caller.arn, access, policies) === "allowed";
  }

  private async callerIdentity({ caller }: AwsRequest): Promise<AwsResponse> {
    const role = caller.roleArn === undefined ? undefined : await this.roles.find(caller.roleArn);
    const id = role ? `${role.id}:${caller.arn.split("/").at(-1)}` : this.accountId;
    return queryAnswer(
      "GetCallerIdentity",
      namespace,
      element("Arn", caller.arn) + element("UserId", id) + element("Account", this.accountId),
    );
  }

  private async assumeRole(request: AwsRequest): Promise<AwsResponse> {
    const { parameters } = request;
    const [roleArn, name] = [parameters.get("RoleArn"), parameters.get("RoleSessionName")];
    if (!roleArn || !name || !/^[\w+=,.@-]{2,64}$/.test(name)) {
      throw new AwsError(
        "ValidationError",
        "RoleArn and RoleSessionName (2 to 64 letters, digits or _+=,.@-) are needed.",
      );
    }
    const role = await this.roles.find(roleArn);
    if (!role || !this.trusts(role, request)) {
      const access = { action: "sts:AssumeRole", resource: roleArn, context: {} };
      throw denial(request, access, "no identity-based policy allows");
    }

    const seconds = Number(parameters.get("DurationSeconds") ?? defaultSession);
    if (!(seconds >= shortestSession && seconds <= role.maxSessionSeconds)) {
      throw new AwsError(
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
      );
    }
    const session = this.sessions.start(roleArn, name, seconds);
    return queryAnswer(
      "AssumeRole",
      namespace,
      `<Credentials>${element("AccessKeyId", session.accessKeyId)}` +
        element("SecretAccessKey", session.secretAccessKey) +
        element("SessionToken", session.sessionToken) +
        `${element("Expiration", session.expiration.toISOString())}</Credentials>` +
        `<AssumedRoleUser>${element("AssumedRoleId", `${role.id}:${name}`)}` +
        `${element("Arn", session.caller.arn)}</AssumedRoleUser>`,
    );
  }
}
