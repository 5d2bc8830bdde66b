import { getPrincipalPolicySimulation } from "@pulumi/aws/iam/getPrincipalPolicySimulation";
import { getRole } from "@pulumi/aws/iam/getRole";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";

/** A role that the account has already, which the stack uses instead of creating one. */
export interface ExistingRole {
  readonly name: string;
  readonly arn: string;
}

/** What a role must allow: each action on each resource. */
export interface RoleNeed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Values of condition keys that the requests have. @default none */
  readonly context?: Readonly<Record<string, string>>;
}

/** How the lab uses a role. */
export interface RoleUse {
  /** The configuration key that names the role. */
  readonly key: string;
  /** Who assumes it. @example "lambda.amazonaws.com" */
  readonly service: string;
  readonly needs: readonly RoleNeed[];
}

/** The role that an ARN names; its path isn't part of its name. */
export function roleOf(arn: string): ExistingRole {
  return { name: arn.split("/").at(-1) ?? arn, arn };
}

/**
 * Looks whether the account's role does what the lab needs, by its trust policy and by IAM's simulation. What the credentials
 * may not look at is a warning: AWS decides then.
 *
 * @returns every fault
 */
export async function existingRoleFaults(arn: string, use: RoleUse, account: Account): Promise<string[]> {
  const [, , , , owner = ""] = arn.split(":");
  if (owner !== account.id) {
    return [`${use.key}: expected a role of account ${account.id}, in which the stack is, got ${arn}`];
  }
  const trust = await trustFaults(roleOf(arn), use);
  return trust.noSuchRole ? trust.faults : [...trust.faults, ...(await permissionFaults(arn, use))];
}

async function trustFaults(
  { name, arn }: ExistingRole,
  { key, service }: RoleUse,
): Promise<{ faults: string[]; noSuchRole?: boolean }> {
  try {
    const { assumeRolePolicy } = await getRole({ name });
    if (isTrusted(service, assumeRolePolicy)) return { faults: [] };
    return {
      faults: [
        `${key}: expected a role that ${service} may assume; the trust policy of ${arn} doesn't allow it`,
      ],
    };
  } catch (error) {
    if (/NoSuchEntity|not found|cannot be found|couldn't find resource/i.test(message(error)))
      return { faults: [`${key}: expected a role that exists, got ${arn}`], noSuchRole: true };
    await warn(`${key}: who may assume ${arn} can't be looked up`, error);
    return { faults: [] };
  }
}

interface TrustStatement {
  readonly Effect?: string;
  readonly Principal?: string | { readonly Service?: string | readonly string[] };
}

function isTrusted(service: string, trustPolicy: string): boolean {
  const { Statement = [] } = JSON.parse(trustPolicy) as { Statement?: TrustStatement | TrustStatement[] };
  return [Statement].flat().some(({ Effect, Principal }) => {
    const services = typeof Principal === "object" ? [Principal.Service ?? []].flat() : [Principal];
    return Effect === "Allow" && (services.includes(service) || services.includes("*"));
  });
}

async function permissionFaults(arn: string, { key, needs }: RoleUse): Promise<string[]> {
  const faults: string[] = [];
  try {
    for (const { actions, resources, context = {} } of needs) {
      const { results } = await getPrincipalPolicySimulation({
        policySourceArn: arn,
        actionNames: [...actions],
        resourceArns: [...resources],
        contexts: Object.entries(context).map(([name, value]) => ({
          key: name,
          type: "string",
          values: [value],
        })),
      });
      const denied = results.filter(({ allowed }) => !allowed);
      faults.push(
        ...denied.map(
          ({ actionName, resourceArn }) => `${key}: ${arn} doesn't allow ${actionName} on ${resourceArn}`,
        ),
      );
    }
  } catch (error) {
    await warn(`${key}: what ${arn} allows can't be simulated (iam:SimulatePrincipalPolicy)`, error);
  }
  return faults;
}

async function warn(what: string, error: unknown): Promise<void> {
  await pulumi.log.warn(`${what}, so the lab finds out when it needs it: ${message(error)}`);
}

function message(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replaceAll(/\s+/g, " ");
}
