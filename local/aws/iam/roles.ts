import type { IAMClient } from "@aws-sdk/client-iam";
import type { ClientSettings } from "../account";
import { roleName } from "./sessions";

/** A policy document, as parsed JSON. */
export type PolicyDocument = object;

export interface NamedPolicy {
  readonly name: string;
  readonly policy: PolicyDocument;
}

/** What IAM knows about a role that decides what it may do. */
export interface Role {
  readonly arn: string;
  /** Starts with AROA. */
  readonly id: string;
  readonly maxSessionSeconds: number;
  readonly trust: PolicyDocument;
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads roles with their inline and managed policies, and keeps them until something in IAM changes. */
export class Roles {
  readonly #known = new Map<string, Promise<Role | undefined>>();
  #client: Promise<IAMClient> | undefined;

  constructor(private readonly settings: ClientSettings) {}

  /** Undefined where there is no role of this ARN. */
  find(roleArn: string): Promise<Role | undefined> {
    let role = this.#known.get(roleArn);
    if (!role) {
      role = this.read(roleArn);
      this.#known.set(roleArn, role);
      // A failed read isn't kept; whoever asked gets the error.
      role.catch(() => this.#known.delete(roleArn));
    }
    return role;
  }

  /** Forgets what was read: to be called after every change of IAM's. */
  forget(): void {
    this.#known.clear();
  }

  private async read(roleArn: string): Promise<Role | undefined> {
    const iam = await this.sdk();
    const {
      paginateListAttachedRolePolicies,
      paginateListRolePolicies,
      GetRoleCommand,
      GetRolePolicyCommand,
    } = await import("@aws-sdk/client-iam");
    const client = await this.client();
    const RoleName = roleName(roleArn);
    const found = await client
      .send(new GetRoleCommand({ RoleName }))
      .catch((error: unknown) =>
        error instanceof iam.NoSuchEntityException ? undefined : Promise.reject(error as Error),
      );
    const role = found?.Role;
    if (role?.Arn !== roleArn) return undefined;

    const policies: NamedPolicy[] = [];
    for await (const page of paginateListRolePolicies({ client }, { RoleName })) {
      for (const PolicyName of page.PolicyNames ?? []) {
        const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        policies.push({ name: PolicyName, policy: parsePolicy(PolicyDocument!) });
      }
    }
    for await (const page of paginateListAttachedRolePolicies({ client }, { RoleName })) {
      for (const { PolicyArn } of page.AttachedPolicies ?? []) policies.push(await this.managed(PolicyArn!));
    }
    const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
    return {
      arn: roleArn,
      id: role.RoleId!,
      maxSessionSeconds: role.MaxSessionDuration ?? 3600,
      trust: parsePolicy(role.AssumeRolePolicyDocument!),
      policies,
      boundary: boundary === undefined ? undefined : await this.managed(boundary),
      tags: Object.fromEntries((role.Tags ?? []).map(({ Key, Value }) => [Key!, Value!])),
    };
  }

  private async managed(PolicyArn: string): Promise<NamedPolicy> {
    const { GetPolicyCommand, GetPolicyVersionCommand } = await this.sdk();
    const client = await this.client();
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion } = await client.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId }),
    );
    return { name: PolicyArn, policy: parsePolicy(PolicyVersion!.Document!) };
  }

  // Loaded when the first role is read: whoever only wants an endpoint shouldn't wait for it.
  private sdk(): Promise<typeof import("@aws-sdk/client-iam")> {
    return import("@aws-sdk/client-iam");
  }

  private client(): Promise<IAMClient> {
    this.#client ??= this.sdk().then(({ IAMClient }) => new IAMClient(this.settings));
    return this.#client;
  }
}

/** IAM answers policies URL-encoded (RFC 3986). */
function parsePolicy(text: string): PolicyDocument {
  return JSON.parse(text.startsWith("%") ? decodeURIComponent(text) : text) as PolicyDocument;
}
