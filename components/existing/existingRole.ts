import { getPrincipalPolicySimulation } from "@pulumi/aws/iam/getPrincipalPolicySimulation";
import { getRole } from "@pulumi/aws/iam/getRole";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { readAttachedPolicies } from "./attachedPolicies";
import { list, statementsOf } from "./policyStatements";
import type { RoleUse } from "./roleUse";

/** A role that the account has already, which the stack uses instead of creating one. */
export interface ExistingRole {
  readonly name: string;
  readonly arn: string;
}

/** The role that an ARN names; its path isn't part of its name. */
export function roleOf(arn: string): ExistingRole {
  return { name: arn.split("/").at(-1) ?? arn, arn };
}

/**
 * Looks whether the account's role does what the lab needs, by its trust policy and by IAM's simulation; where that is denied,
 * by the role's attached policies. What the credentials may not look at is a warning: AWS decides then.
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

function isTrusted(service: string, trustPolicy: string): boolean {
  return statementsOf(trustPolicy).some(({ Effect, Principal }) => {
    const services = typeof Principal === "object" ? list(Principal.Service) : [Principal];
    return Effect === "Allow" && (services.includes(service) || services.includes("*"));
  });
}

async function permissionFaults(arn: string, use: RoleUse): Promise<string[]> {
  const { key, needs } = use;
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
    return attachedFaults(arn, use, error);
  }
  return faults;
}

async function attachedFaults(arn: string, { key, needs }: RoleUse, denied: unknown): Promise<string[]> {
  const noSimulation = `${key}: what ${arn} allows can't be simulated (iam:SimulatePrincipalPolicy: ${message(denied)})`;
  try {
    const shown = await readAttachedPolicies(roleOf(arn).name, needs);
    if (shown.unknown.length > 0) {
      await warn(
        `${noSimulation}, and its attached policies don't show whether it allows ${shown.unknown.join(", ")}`,
      );
    }
    return shown.denied.map((request) => `${key}: ${arn} doesn't allow ${request}, by its attached policies`);
  } catch (error) {
    await warn(`${noSimulation}, and its policies can't be read`, error);
    return [];
  }
}

async function warn(what: string, error?: unknown): Promise<void> {
  const why = error === undefined ? "" : `: ${message(error)}`;
  await pulumi.log.warn(`${what}, so the lab finds out when it needs it${why}`);
}

function message(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replaceAll(/\s+/g, " ");
}
