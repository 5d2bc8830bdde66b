import type { AwsRequest } from "../service";
import { accessesOf, type Lookups } from "./access/access";
import { denial, type DenialReason } from "./denial";
import type { PolicyDocument, Role, Roles } from "./roles";
import { accountIn } from "./sessions";
import { evaluatePolicies, type Access } from "./simulator";

/** The policies of resources that have one. */
export interface ResourcePolicies {
  of(request: AwsRequest, access: Access): Promise<PolicyDocument | undefined>;
}

/** Authorizes the requests of role sessions by the role's policies and the resource's. */
export class Authorizer {
  constructor(
    private readonly lookups: Lookups,
    private readonly roles: Roles,
    private readonly resourcePolicies: ResourcePolicies,
  ) {}

  /** @throws AwsError in the form of the request's service, when the caller isn't permitted to make it. */
  async authorize(request: AwsRequest): Promise<void> {
    const { roleArn } = request.caller;
    // GetCallerIdentity needs no permission.
    if (!roleArn || (request.service === "sts" && request.operation === "GetCallerIdentity")) return;
    const role = await this.roles.find(roleArn);
    for (const access of await accessesOf(request, this.lookups)) {
      const full = { ...access, context: { ...commonContext(request, role), ...access.context } };
      const reason = await this.reasonToDeny(request, role, full);
      if (reason) throw denial(request, access, reason);
    }
  }

  private async reasonToDeny(
    request: AwsRequest,
    role: Role | undefined,
    access: Access,
  ): Promise<DenialReason | undefined> {
    // A role to assume may be another account's.
    const accountId = (request.service === "sts" && accountIn(access.resource)) || this.lookups.accountId;
    const { arn } = request.caller;
    // A session whose role has been deleted is permitted nothing.
    const identity = role?.policies ?? [];
    const boundary = role?.boundary;
    const resource = await this.resourcePolicies.of(request, access);
    const verdict = evaluatePolicies(accountId, arn, access, { identity, boundary, resource });
    if (verdict === "allowed") return undefined;

    const byIdentity = evaluatePolicies(accountId, arn, access, { identity });
    if (byIdentity === "explicitly denied") return "explicit deny in an identity-based policy";
    if (verdict === "implicitly denied") {
      return byIdentity === "allowed" ? "no permissions boundary allows" : "no identity-based policy allows";
    }
    const within = evaluatePolicies(accountId, arn, access, { identity, boundary });
    return within === "explicitly denied"
      ? "explicit deny in a permissions boundary"
      : "explicit deny in a resource-based policy";
  }
}

/**
 * Condition keys that every request has.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function commonContext({ caller, region, headers }: AwsRequest, role: Role | undefined): Access["context"] {
  const now = new Date();
  return {
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
    "aws:PrincipalAccount": caller.arn.split(":")[4]!,
    "aws:PrincipalArn": caller.roleArn!,
    "aws:PrincipalType": "AssumedRole",
    "aws:RequestedRegion": region,
    // The loopback interface counts as TLS: nothing that is sent over it leaves the machine.
    "aws:SecureTransport": "true",
    "aws:SourceIp": "127.0.0.1",
    "aws:ViaAWSService": "false",
    ...(headers["user-agent"] ? { "aws:UserAgent": headers["user-agent"] } : {}),
    ...(role ? { "aws:userid": `${role.id}:${caller.arn.split("/").at(-1)}` } : {}),
    ...Object.fromEntries(
      Object.entries(role?.tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]),
    ),
  };
}
