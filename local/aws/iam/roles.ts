import type { IAM } from "@aws-sdk/client-iam";
import type { MotoClient } from "../moto/client";
import { roleName } from "./sessions";

/** A policy document, as parsed JSON. */
export type PolicyDocument = object;

export interface NamedPolicy {
  readonly name: string;
  readonly policy: PolicyDocument;
}

/** What determines the permissions of a role. */
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

/** Finds roles, of whatever account. */
export interface RoleDirectory {
  /** Undefined where there is no role of this ARN. */
  find(roleArn: string): Promise<Role | undefined>;
}

/** Reads an account's roles with their inline and managed policies, and keeps them until something in IAM changes. */
export class Roles implements RoleDirectory {
  private readonly known = new Map<string, Promise<Role | undefined>>();

  /** @param region of the partition that the roles are in */
  constructor(
    private readonly moto: MotoClient,
    private readonly region: string,
  ) {}

  find(roleArn: string): Promise<Role | undefined> {
    let role = this.known.get(roleArn);
    if (!role) {
      role = this.read(roleArn);
      this.known.set(roleArn, role);
      // A failed read isn't kept; its caller gets the error.
      role.catch(() => this.known.delete(roleArn));
    }
    return role;
  }

  /** Discards what was read: to be called after every change of IAM's. */
  forget(): void {
    this.known.clear();
  }

  private get iam(): IAM {
    return this.moto.in(this.region).iam;
  }

  private async read(roleArn: string): Promise<Role | undefined> {
    const RoleName = roleName(roleArn);
    const found = await this.iam
      .getRole({ RoleName })
      .catch((error: Error) => (error.name === "NoSuchEntityException" ? undefined : Promise.reject(error)));
    const role = found?.Role;
    if (role?.Arn !== roleArn) return undefined;

    const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
    return {
      arn: roleArn,
      id: role.RoleId!,
      maxSessionSeconds: role.MaxSessionDuration ?? 3600,
      trust: parsePolicy(role.AssumeRolePolicyDocument!),
      policies: [...(await this.inline(RoleName)), ...(await this.attached(RoleName))],
      boundary: boundary === undefined ? undefined : await this.managed(boundary),
      tags: Object.fromEntries((role.Tags ?? []).map(({ Key, Value }) => [Key!, Value!])),
    };
  }

  private async inline(RoleName: string): Promise<NamedPolicy[]> {
    const { paginateListRolePolicies } = await import("@aws-sdk/client-iam");
    const policies: NamedPolicy[] = [];
    for await (const { PolicyNames = [] } of paginateListRolePolicies({ client: this.iam }, { RoleName })) {
      for (const PolicyName of PolicyNames) {
        const { PolicyDocument } = await this.iam.getRolePolicy({ RoleName, PolicyName });
        policies.push({ name: PolicyName, policy: parsePolicy(PolicyDocument!) });
      }
    }
    return policies;
  }

  private async attached(RoleName: string): Promise<NamedPolicy[]> {
    const { paginateListAttachedRolePolicies } = await import("@aws-sdk/client-iam");
    const policies: NamedPolicy[] = [];
    for await (const page of paginateListAttachedRolePolicies({ client: this.iam }, { RoleName })) {
      for (const { PolicyArn } of page.AttachedPolicies ?? []) policies.push(await this.managed(PolicyArn!));
    }
    return policies;
  }

  private async managed(PolicyArn: string): Promise<NamedPolicy> {
    const { Policy } = await this.iam.getPolicy({ PolicyArn });
    const VersionId = Policy!.DefaultVersionId;
    const { PolicyVersion } = await this.iam.getPolicyVersion({ PolicyArn, VersionId });
    return { name: PolicyArn, policy: parsePolicy(PolicyVersion!.Document!) };
  }
}

/** IAM returns policies URL-encoded (RFC 3986). */
function parsePolicy(text: string): PolicyDocument {
  return JSON.parse(text.startsWith("%") ? decodeURIComponent(text) : text) as PolicyDocument;
}
