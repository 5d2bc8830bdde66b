import type { RolePolicy, RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy";
import { text } from "../../properties/property";
import { policy } from "../resource/jsonProperty";
import { createdAndUpdatedBy, resourceType } from "../resource/resourceType";

export default resourceType<RolePolicyArgs, RolePolicy>({
  token: "aws:iam/rolePolicy:RolePolicy",
  properties: {
    name: text({ replaces: true }),
    policy: policy({ required: true }),
    role: text({ required: true, replaces: true }),
  },
  global: true,
  autoName: { property: "name", maximum: 128 },
  gone: ["NoSuchEntityException"],

  ...createdAndUpdatedBy(async ({ name = "", policy: PolicyDocument, role }, aws) => {
    await aws.iam.putRolePolicy({ RoleName: role, PolicyName: name, PolicyDocument });
    return `${role}:${name}`;
  }),

  async read(id, aws) {
    const { PolicyDocument, PolicyName, RoleName } = await aws.iam.getRolePolicy(names(id));
    // IAM returns the document URL-encoded.
    return { name: PolicyName, policy: decodeURIComponent(PolicyDocument ?? ""), role: RoleName };
  },

  async delete(id, _, aws) {
    await aws.iam.deleteRolePolicy(names(id));
  },
});

/** The id is ROLE:POLICY; neither name can contain a colon. */
function names(id: string): { RoleName: string; PolicyName: string } {
  const [RoleName = "", PolicyName = ""] = id.split(":");
  return { RoleName, PolicyName };
}
