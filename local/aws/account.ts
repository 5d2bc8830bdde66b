import type { MotoClient } from "./moto/client";
import type { Quotas } from "./quotas";

/** Temporary credentials of a role's session, as STS issues them. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Condition keys of a request, e.g. `{ "aws:SourceAccount": "123456789012" }`. */
export type ConditionContext = Readonly<Record<string, string>>;

/** An AWS account on this machine, as its services use it: permissions, and what moto keeps. */
export interface Account {
  /** Twelve digits. */
  readonly id: string;
  /** The gateway's own endpoint, for requests that must pass through IAM. */
  readonly endpoint: string;
  /** Folder of the endpoint's log, the unpacked functions and the mailbox. */
  readonly folder: string;

  readonly quotas: Quotas;

  /** What moto keeps, without any check. */
  readonly moto: MotoClient;

  /**
   * Starts a session of a role on behalf of a service. The gateway holds requests signed with these
   * credentials to the role's policies.
   *
   * @param servicePrincipal e.g. `lambda.amazonaws.com`
   * @throws AwsError `NoSuchEntity` where the role doesn't exist, `AccessDenied` where its trust policy
   * doesn't allow the service.
   */
  assumeRole(roleArn: string, servicePrincipal: string, sessionName: string): Promise<SessionCredentials>;

  /** Whether the role's own policies allow an action, e.g. `s3:PutObject`, on a resource's ARN. */
  isAllowed(roleArn: string, action: string, resource: string, context?: ConditionContext): Promise<boolean>;

  /**
   * Whether a resource's policy (of a topic, bucket or function) allows a service to act on it.
   *
   * @param policyJson undefined: the resource has no policy, so nothing is allowed.
   */
  servicePrincipalAllowed(
    policyJson: string | undefined,
    servicePrincipal: string,
    action: string,
    resource: string,
    context?: ConditionContext,
  ): boolean;

  /** Adds a line to the endpoint's log file. */
  log(line: string): void;
}
