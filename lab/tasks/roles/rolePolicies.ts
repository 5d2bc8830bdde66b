import type { IAM } from "@aws-sdk/client-iam";
import { orAbsent } from "../../failures";

/** A statement of a policy, every field a list. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `StringEquals aws:SourceAccount = 123456789012`, one text a condition. */
  readonly conditions: readonly string[];
  /** Services that may assume the role; of a trust policy only. */
  readonly services: readonly string[];
}

/** A role with its policies. */
export interface RolePolicies {
  readonly name: string;
  readonly trust: readonly Statement[];
  /** Inline policies by name. */
  readonly inline: ReadonlyMap<string, readonly Statement[]>;
  /** ARNs of managed policies. */
  readonly managed: readonly string[];
}

/** Reads a role with its policies; undefined when there is no such role. */
export async function readRole(iam: IAM, name: string): Promise<RolePolicies | undefined> {
  const role = await orAbsent(iam.getRole({ RoleName: name }), "NoSuchEntity", "NoSuchEntityException");
  if (role === undefined) return undefined;
  const inline = new Map<string, readonly Statement[]>();
  const { PolicyNames } = await iam.listRolePolicies({ RoleName: name });
  for (const policy of PolicyNames ?? []) {
    const { PolicyDocument } = await iam.getRolePolicy({ RoleName: name, PolicyName: policy });
    inline.set(policy, readStatements(PolicyDocument));
  }
  const { AttachedPolicies } = await iam.listAttachedRolePolicies({ RoleName: name });
  return {
    name,
    trust: readStatements(role.Role?.AssumeRolePolicyDocument),
    inline,
    managed: (AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn ?? ""),
  };
}

/** The statements of a policy's text, which IAM returns URL-encoded. */
export function readStatements(document: string | undefined): Statement[] {
  if (document === undefined) return [];
  const policy = JSON.parse(decodeURIComponent(document)) as { Statement?: unknown };
  return list(policy.Statement).map((statement) => {
    const { Effect, Action, Resource, Condition, Principal } = statement as Record<string, unknown>;
    return {
      effect: String(Effect),
      actions: texts(Action),
      resources: texts(Resource),
      conditions: Object.entries((Condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(
        ([operator, keys]) =>
          Object.entries(keys).map(([key, value]) => `${operator} ${key} = ${texts(value).join(", ")}`),
      ),
      services: texts((Principal as Record<string, unknown> | undefined)?.Service),
    };
  });
}

const list = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const texts = (value: unknown): string[] => list(value).map(String);
