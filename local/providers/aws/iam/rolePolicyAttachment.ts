import type { RolePolicyAttachment, RolePolicyAttachmentArgs } from "@pulumi/aws/iam/rolePolicyAttachment";
import { text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";

export default resourceType<RolePolicyAttachmentArgs, RolePolicyAttachment>({
  token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  properties: {
    policyArn: text({ required: true, replaces: true }),
    role: text({ required: true, replaces: true }),
  },
  gone: ["NoSuchEntityException"],

  async create({ policyArn, role }, aws) {
    await (await aws.iam()).attachRolePolicy({ RoleName: role, PolicyArn: policyArn });
    return `${role}/${policyArn}`;
  },

  async read(id, aws) {
    const { role, policyArn } = names(id);
    const { AttachedPolicies } = await (await aws.iam()).listAttachedRolePolicies({ RoleName: role });
    return AttachedPolicies?.some((attached) => attached.PolicyArn === policyArn)
      ? { role, policyArn }
      : undefined;
  },

  async delete(id, _, aws) {
    const { role, policyArn } = names(id);
    await (await aws.iam()).detachRolePolicy({ RoleName: role, PolicyArn: policyArn });
  },
});

/** An id is ROLE/ARN; a role's name holds no slash. */
function names(id: string): { role: string; policyArn: string } {
  const slash = id.indexOf("/");
  return { role: id.slice(0, slash), policyArn: id.slice(slash + 1) };
}
