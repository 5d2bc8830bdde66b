import type { ContextKeyTypeEnum } from "@aws-sdk/client-iam";
import type { Values } from "../../plugin/propertyValues";
import { object, set, text } from "../../properties/property";
import type { ProviderFunction } from "../providerFunction";
import { fromAwsTags } from "../resource/tags";

/** The functions that look up roles and what they allow. */
export const iamFunctions: Readonly<Record<string, ProviderFunction>> = {
  "aws:iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation": {
    args: {
      actionNames: set(text(), { required: true }),
      contexts: set(
        object({
          key: text({ required: true }),
          type: text({ required: true }),
          values: set(text(), { required: true }),
        }),
      ),
      policySourceArn: text({ required: true }),
      resourceArns: set(text()),
    },
    async call(args, aws) {
      const {
        actionNames,
        contexts = [],
        policySourceArn,
        resourceArns = [],
      } = args as unknown as SimulationArgs;
      const { EvaluationResults = [] } = await aws.iam.simulatePrincipalPolicy({
        PolicySourceArn: policySourceArn,
        ActionNames: actionNames,
        ResourceArns: resourceArns,
        ContextEntries: contexts.map(({ key, type, values }) => ({
          ContextKeyName: key,
          ContextKeyType: type as ContextKeyTypeEnum,
          ContextKeyValues: values,
        })),
      });
      const results = EvaluationResults.map(({ EvalActionName, EvalResourceName, EvalDecision }) => ({
        actionName: EvalActionName,
        allowed: EvalDecision === "allowed",
        decision: EvalDecision,
        decisionDetails: {},
        matchedStatements: [],
        missingContextKeys: [],
        resourceArn: EvalResourceName,
      }));
      return { ...args, allAllowed: results.every(({ allowed }) => allowed), id: "-", results };
    },
  },

  "aws:iam/getRole:getRole": {
    args: { name: text({ required: true }) },
    async call({ name }, aws) {
      const { Role } = await aws.iam.getRole({ RoleName: String(name) });
      return {
        arn: Role?.Arn,
        assumeRolePolicy: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""),
        createDate: Role?.CreateDate?.toISOString(),
        description: Role?.Description ?? "",
        id: name,
        maxSessionDuration: Role?.MaxSessionDuration,
        name,
        path: Role?.Path,
        permissionsBoundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn ?? "",
        roleLastUseds: [],
        tags: fromAwsTags(Role?.Tags),
        uniqueId: Role?.RoleId,
      };
    },
  },

  "aws:iam/getRolePolicies:getRolePolicies": {
    args: { roleName: text({ required: true }) },
    async call({ roleName }, aws) {
      const { paginateListRolePolicies } = await import("@aws-sdk/client-iam");
      const policyNames: string[] = [];
      for await (const page of paginateListRolePolicies({ client: aws.iam }, { RoleName: String(roleName) }))
        policyNames.push(...(page.PolicyNames ?? []));
      return { id: roleName, policyNames, roleName };
    },
  },

  "aws:iam/getRolePolicyAttachments:getRolePolicyAttachments": {
    args: { roleName: text({ required: true }) },
    async call({ roleName }, aws) {
      const { paginateListAttachedRolePolicies } = await import("@aws-sdk/client-iam");
      const pages = paginateListAttachedRolePolicies({ client: aws.iam }, { RoleName: String(roleName) });
      const attachedPolicies: Values[] = [];
      for await (const { AttachedPolicies = [] } of pages) {
        attachedPolicies.push(
          ...AttachedPolicies.map(({ PolicyArn, PolicyName }) => ({
            policyArn: PolicyArn,
            policyName: PolicyName,
          })),
        );
      }
      return { attachedPolicies, id: roleName, roleName };
    },
  },

  "aws:iam/getPolicy:getPolicy": {
    args: { arn: text({ required: true }) },
    async call({ arn }, aws) {
      const PolicyArn = String(arn);
      const { Policy } = await aws.iam.getPolicy({ PolicyArn });
      const { PolicyVersion } = await aws.iam.getPolicyVersion({
        PolicyArn,
        VersionId: Policy?.DefaultVersionId,
      });
      return {
        arn,
        attachmentCount: Policy?.AttachmentCount,
        description: Policy?.Description ?? "",
        id: arn,
        name: Policy?.PolicyName,
        path: Policy?.Path,
        policy: decodeURIComponent(PolicyVersion?.Document ?? ""),
        policyId: Policy?.PolicyId,
        tags: fromAwsTags(Policy?.Tags),
      };
    },
  },
};

interface SimulationArgs {
  readonly actionNames: string[];
  readonly contexts?: readonly { readonly key: string; readonly type: string; readonly values: string[] }[];
  readonly policySourceArn: string;
  readonly resourceArns?: string[];
}
