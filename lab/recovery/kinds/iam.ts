import { orAbsent } from "../../failures";
import { one, text, type ResourceKind } from "./kind";

export const iamKinds: Readonly<Record<string, ResourceKind>> = {
  "aws:iam/role:Role": {
    note: "with its policies, as the console deletes a role",
    count: async (resource, { iam }) =>
      one(await orAbsent(iam.getRole({ RoleName: text(resource, "name") }), "NoSuchEntityException")),
    remove: async (resource, { iam }) => {
      const RoleName = text(resource, "name");
      for (const { PolicyArn } of (await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies ?? [])
        await iam.detachRolePolicy({ RoleName, PolicyArn });
      for (const PolicyName of (await iam.listRolePolicies({ RoleName })).PolicyNames ?? [])
        await iam.deleteRolePolicy({ RoleName, PolicyName });
      await iam.deleteRole({ RoleName });
    },
  },
  "aws:iam/rolePolicy:RolePolicy": {
    count: async (resource, { iam }) => {
      const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName: text(resource, "role") });
      return PolicyNames.filter((name) => name === text(resource, "name")).length;
    },
    remove: async (resource, { iam }) => {
      await iam.deleteRolePolicy({ RoleName: text(resource, "role"), PolicyName: text(resource, "name") });
    },
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    count: async (resource, { iam }) => {
      const { AttachedPolicies = [] } = await iam.listAttachedRolePolicies({
        RoleName: text(resource, "role"),
      });
      return AttachedPolicies.filter(({ PolicyArn }) => PolicyArn === text(resource, "policyArn")).length;
    },
    remove: async (resource, { iam }) => {
      await iam.detachRolePolicy({
        RoleName: text(resource, "role"),
        PolicyArn: text(resource, "policyArn"),
      });
    },
  },
};
