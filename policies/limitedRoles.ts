import type { LabSettings } from "./labSettings";
import type { PlannedResource, ResourcePolicy } from "./labPolicy";
import { statementsOf, type PolicyStatement } from "./statements";

const role = "aws:iam/role:Role";
const inline = ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"];
const attachments = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
];

/** A role that only reads, or writes to nothing but the lab, can't harm what else is in the account. */
export const limitedRoles: ResourcePolicy = {
  name: "limited-roles",
  description: "No role may change anything outside the lab, and only services of AWS assume roles.",
  types: [role, ...inline, ...attachments],
  violations: (resource, settings) => {
    if (attachments.includes(resource.type)) return managedPolicyFaults([resource.props["policyArn"]]);
    if (inline.includes(resource.type)) return permissionFaults(resource.props["policy"], settings);
    return roleFaults(resource, settings);
  },
};

interface InlinePolicy {
  readonly policy?: unknown;
}

function roleFaults({ props }: PlannedResource, settings: LabSettings): string[] {
  const inlinePolicies = (props["inlinePolicies"] ?? []) as readonly InlinePolicy[];
  return [
    ...statementsOf(props["assumeRolePolicy"]).flatMap(trustFaults),
    ...managedPolicyFaults((props["managedPolicyArns"] ?? []) as readonly unknown[]),
    ...inlinePolicies.flatMap(({ policy }) => permissionFaults(policy, settings)),
  ];
}

function trustFaults({ allows, inverted, principals }: PolicyStatement): string[] {
  const others = Object.entries(principals).flatMap(([kind, names]) => (kind === "Service" ? [] : names));
  if (!allows || (!inverted && others.length === 0)) return [];
  return [
    `The role's trust policy: expected services of AWS only, got ${inverted ? "NotPrincipal" : others.join(", ")}.`,
  ];
}

/** The two that the handout names. A policy of the account's own is a resource, and checked as one. */
const managed =
  /^arn:[\w-]+:iam::(aws:policy\/service-role\/(AWS_ConfigRole|AWSLambdaBasicExecutionRole)$|\d{12}:policy\/)/;

function managedPolicyFaults(arns: readonly unknown[]): string[] {
  return arns
    .filter((arn) => typeof arn === "string" && !managed.test(arn))
    .map(
      (arn) => `Managed policy: expected AWS_ConfigRole or AWSLambdaBasicExecutionRole, got ${String(arn)}.`,
    );
}

function permissionFaults(document: unknown, settings: LabSettings): string[] {
  return statementsOf(document)
    .filter(({ allows }) => allows)
    .flatMap((statement) => statementFaults(statement, settings));
}

/** Operations that only read begin with one of these words, in each service that the lab uses. */
const reading = /^[\w-]+:(BatchGet|Describe|Get|List|Lookup|Search)/;

/** Writes that a policy can't limit to a resource (Service Authorization Reference, AWS Config). */
const withoutResource = ["config:PutEvaluations"];

function statementFaults(statement: PolicyStatement, settings: LabSettings): string[] {
  if (statement.inverted) return ["A statement allows all but something: expected Action and Resource."];
  return statement.actions.flatMap((action) => {
    if (/[*?]/.test(action)) return [`Wildcard action: expected single actions, got ${action}.`];
    if (reading.test(action)) return [];
    if (action.startsWith("iam:"))
      return [`${action} changes what roles may do: expected no such permission.`];
    if (action.startsWith("ec2:")) return networkFaults(action, statement, settings);
    return statement.resources.includes("*") && !withoutResource.includes(action)
      ? [`${action} is allowed on every resource: expected ARNs of the lab's.`]
      : [];
  });
}

function networkFaults(action: string, statement: PolicyStatement, { mode, scope }: LabSettings): string[] {
  if (mode === "report") return [`${action}: expected no change of EC2 in mode report.`];
  if (scope === "account" || isLimitedToVpc(statement)) return [];
  return [
    `${action} isn't limited to the lab: expected the condition ArnEquals on ec2:Vpc with the VPC's ARN.`,
  ];
}

function isLimitedToVpc({ conditions }: PolicyStatement): boolean {
  const vpcs = conditions["ArnEquals"]?.["ec2:vpc"] ?? [];
  return vpcs.length > 0 && vpcs.every((arn) => /:vpc\/vpc-[0-9a-f]+$/.test(arn));
}
