import type { RolePolicy, RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy";
import { text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { policy } from "../resource/jsonProperty";

export default resourceType<RolePolicyArgs, RolePolicy>({
  token: "aws:iam/rolePolicy:RolePolicy",
  properties: {
    name: text({ replaces: true }),
    policy: policy({ required: true }),
    role: text({ required: true, replaces: true }),
  },
  autoName: { property: "name", maximum: 128 },
  gone: ["NoSuchEntityException"],

  async create({ name = "", policy: PolicyDocument, role }, aws) {
    await (await aws.iam()).putRolePolicy({ RoleName: role, PolicyName: name, PolicyDocument });
    return `${role}:${name}`;
  },

  async read(id, aws) {
    const { PolicyDocument, PolicyName, RoleName } = await (await aws.iam()).getRolePolicy(names(id));
    // IAM answers with the document URL-encoded.
    return { name: PolicyName, policy: decodeURIComponent(PolicyDocument ?? ""), role: RoleName };
  },

  async update(id, { news }, aws) {
    await (await aws.iam()).putRolePolicy({ ...names(id), PolicyDocument: news.policy });
  },

  async delete(id, _, aws) {
    await (await aws.iam()).deleteRolePolicy(names(id));
  },
});

/** An id is ROLE:POLICY; neither name can hold a colon. */
function names(id: string): { RoleName: string; PolicyName: string } {
  const [RoleName = "", PolicyName = ""] = id.split(":");
  return { RoleName, PolicyName };
}
