import type { Role, RoleArgs } from "@pulumi/aws/iam/role";
import { matching } from "../../properties/faults";
import { list, number, output, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { policy } from "../resource/jsonProperty";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags, taggedBy, toAwsTags } from "../resource/tags";

export default resourceType<RoleArgs, Role>({
  token: "aws:iam/role:Role",
  properties: {
    assumeRolePolicy: policy({ required: true }),
    description: text(),
    maxSessionDuration: number({ default: 3600 }),
    name: text({
      replaces: true,
      fault: matching(/^[\w+=,.@-]{1,64}$/, "1 to 64 letters, digits and _+=,.@-"),
    }),
    path: text({ default: "/", replaces: true }),
    arn: output(),
    createDate: output(),
    managedPolicyArns: list(text(), { output: true }),
    uniqueId: output(),
  },
  global: true,
  autoName: { property: "name", maximum: 64 },
  tags: taggedBy(
    (aws, { id }, tags) => aws.iam.tagRole({ RoleName: id, Tags: toAwsTags(tags) }),
    (aws, { id }, keys) => aws.iam.untagRole({ RoleName: id, TagKeys: keys }),
  ),
  gone: ["NoSuchEntityException"],

  async create(inputs, aws) {
    await aws.iam.createRole({
      RoleName: inputs.name,
      Path: inputs.path,
      AssumeRolePolicyDocument: inputs.assumeRolePolicy,
      Description: inputs.description,
      MaxSessionDuration: inputs.maxSessionDuration,
      Tags: toAwsTags(aws.tags(inputs.tags)),
    });
    return inputs.name ?? "";
  },

  async read(id, aws) {
    const { Role } = await aws.iam.getRole({ RoleName: id });
    return (
      Role && {
        arn: Role.Arn,
        // IAM returns the document URL-encoded.
        assumeRolePolicy: decodeURIComponent(Role.AssumeRolePolicyDocument ?? ""),
        createDate: Role.CreateDate?.toISOString().replace(/\.\d+Z$/, "Z"),
        description: Role.Description ?? "",
        managedPolicyArns: await attachedPolicies(id, aws),
        maxSessionDuration: Role.MaxSessionDuration,
        name: Role.RoleName,
        path: Role.Path,
        uniqueId: Role.RoleId,
        tagsAll: fromAwsTags(Role.Tags),
      }
    );
  },

  async update(id, { news, has }, aws) {
    if (has("assumeRolePolicy")) {
      await aws.iam.updateAssumeRolePolicy({ RoleName: id, PolicyDocument: news.assumeRolePolicy });
    }
    if (has("description", "maxSessionDuration")) {
      await aws.iam.updateRole({
        RoleName: id,
        Description: news.description ?? "",
        MaxSessionDuration: news.maxSessionDuration,
      });
    }
  },

  async delete(id, { managedPolicyArns = [] }, aws) {
    // As the released provider does: policies of the role's state are detached, later ones make IAM reject the deletion.
    for (const PolicyArn of await attachedPolicies(id, aws)) {
      if (managedPolicyArns.includes(PolicyArn)) await aws.iam.detachRolePolicy({ RoleName: id, PolicyArn });
    }
    await aws.iam.deleteRole({ RoleName: id });
  },
});

async function attachedPolicies(RoleName: string, aws: AwsAccount): Promise<string[]> {
  const { AttachedPolicies } = await aws.iam.listAttachedRolePolicies({ RoleName });
  return (AttachedPolicies ?? []).map((attached) => attached.PolicyArn ?? "").sort();
}
