import type { RolePolicyAttachment, RolePolicyAttachmentArgs } from "@pulumi/aws/iam/rolePolicyAttachment";
import { text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";

export default resourceType<RolePolicyAttachmentArgs, RolePolicyAttachment>({
  token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  properties: {
    policyArn: text({ required: true, replaces: true }),
    role: text({ required: true, replaces: true }),
  },
  global: true,
  gone: ["NoSuchEntityException"],

  async create({ policyArn, role }, aws) {
    await aws.iam.attachRolePolicy({ RoleName: role, PolicyArn: policyArn });
    return `${role}/${policyArn}`;
  },

  async read(id, aws) {
    const { RoleName, PolicyArn } = names(id);
    const { AttachedPolicies } = await aws.iam.listAttachedRolePolicies({ RoleName });
    const isAttached = AttachedPolicies?.some((attached) => attached.PolicyArn === PolicyArn);
    return isAttached ? { role: RoleName, policyArn: PolicyArn } : undefined;
  },

  async delete(id, _, aws) {
    await aws.iam.detachRolePolicy(names(id));
  },
});

/** The id is ROLE/ARN; a role's name can't contain a slash. */
function names(id: string): { RoleName: string; PolicyArn: string } {
  const slash = id.indexOf("/");
  return { RoleName: id.slice(0, slash), PolicyArn: id.slice(slash + 1) };
}
