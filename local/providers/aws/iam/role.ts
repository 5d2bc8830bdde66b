import type { IAM } from "@aws-sdk/client-iam";
import type { Role, RoleArgs } from "@pulumi/aws/iam/role";
import { flag, number, output, set, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { policy } from "../resource/jsonProperty";
import { fromAwsTags, tagChanges, tagged, toAwsTags } from "../resource/tags";

export default resourceType<RoleArgs, Role>({
  token: "aws:iam/role:Role",
  properties: {
    assumeRolePolicy: policy({ required: true }),
    description: text(),
    forceDetachPolicies: flag({ default: false, unread: true }),
    managedPolicyArns: set(text(), { computed: true }),
    maxSessionDuration: number({ default: 3600 }),
    name: text({ replaces: true, fault: nameFault }),
    path: text({ default: "/", replaces: true }),
    permissionsBoundary: text(),
    ...tagged,
    arn: output(),
    createDate: output(),
    uniqueId: output(),
  },
  autoName: { property: "name", maximum: 64 },
  gone: ["NoSuchEntityException"],

  async create(inputs, aws) {
    await (
      await aws.iam()
    ).createRole({
      RoleName: inputs.name,
      Path: inputs.path,
      AssumeRolePolicyDocument: inputs.assumeRolePolicy,
      Description: inputs.description,
      MaxSessionDuration: inputs.maxSessionDuration,
      PermissionsBoundary: inputs.permissionsBoundary,
      Tags: toAwsTags(aws.tags(inputs.tags)),
    });
    return inputs.name ?? "";
  },

  async complete(id, inputs, aws) {
    await attach(await aws.iam(), id, inputs.managedPolicyArns ?? []);
  },

  async read(id, aws) {
    const iam = await aws.iam();
    const { Role } = await iam.getRole({ RoleName: id });
    if (!Role) return undefined;
    return {
      arn: Role.Arn,
      // IAM answers with the document URL-encoded.
      assumeRolePolicy: decodeURIComponent(Role.AssumeRolePolicyDocument ?? ""),
      createDate: Role.CreateDate?.toISOString().replace(/\.\d+Z$/, "Z"),
      description: Role.Description ?? "",
      managedPolicyArns: await attachedPolicies(iam, id),
      maxSessionDuration: Role.MaxSessionDuration,
      name: Role.RoleName,
      path: Role.Path,
      permissionsBoundary: Role.PermissionsBoundary?.PermissionsBoundaryArn,
      uniqueId: Role.RoleId,
      tagsAll: fromAwsTags(Role.Tags),
    };
  },

  async update(id, { olds, news, has }, aws) {
    const iam = await aws.iam();
    if (has("assumeRolePolicy")) {
      await iam.updateAssumeRolePolicy({ RoleName: id, PolicyDocument: news.assumeRolePolicy });
    }
    if (has("description", "maxSessionDuration")) {
      await iam.updateRole({
        RoleName: id,
        Description: news.description ?? "",
        MaxSessionDuration: news.maxSessionDuration,
      });
    }
    if (has("permissionsBoundary")) {
      if (news.permissionsBoundary) {
        await iam.putRolePermissionsBoundary({ RoleName: id, PermissionsBoundary: news.permissionsBoundary });
      } else {
        await iam.deleteRolePermissionsBoundary({ RoleName: id });
      }
    }
    if (has("managedPolicyArns")) {
      const wanted = news.managedPolicyArns ?? [];
      await detach(
        iam,
        id,
        olds.managedPolicyArns.filter((arn) => !wanted.includes(arn)),
      );
      await attach(
        iam,
        id,
        wanted.filter((arn) => !olds.managedPolicyArns.includes(arn)),
      );
    }
    if (has("tags")) {
      const changes = tagChanges(olds.tagsAll, aws.tags(news.tags));
      if (changes.remove.length > 0) await iam.untagRole({ RoleName: id, TagKeys: changes.remove });
      const Tags = toAwsTags(changes.set);
      if (Tags.length > 0) await iam.tagRole({ RoleName: id, Tags });
    }
  },

  async delete(id, state, aws) {
    const iam = await aws.iam();
    const { InstanceProfiles } = await iam.listInstanceProfilesForRole({ RoleName: id });
    for (const { InstanceProfileName } of InstanceProfiles ?? []) {
      await iam.removeRoleFromInstanceProfile({ RoleName: id, InstanceProfileName });
    }
    // What the role itself attached goes with it; what others attached must be gone, or IAM refuses.
    const attached = await attachedPolicies(iam, id);
    const own = state.managedPolicyArns ?? [];
    await detach(iam, id, state.forceDetachPolicies ? attached : attached.filter((arn) => own.includes(arn)));
    if (state.forceDetachPolicies) {
      const { PolicyNames } = await iam.listRolePolicies({ RoleName: id });
      for (const PolicyName of PolicyNames ?? []) await iam.deleteRolePolicy({ RoleName: id, PolicyName });
    }
    await iam.deleteRole({ RoleName: id });
  },
});

async function attachedPolicies(iam: IAM, RoleName: string): Promise<string[]> {
  const { AttachedPolicies } = await iam.listAttachedRolePolicies({ RoleName });
  return (AttachedPolicies ?? []).map((attached) => attached.PolicyArn ?? "").sort();
}

async function attach(iam: IAM, RoleName: string, arns: readonly string[]): Promise<void> {
  for (const PolicyArn of arns) await iam.attachRolePolicy({ RoleName, PolicyArn });
}

async function detach(iam: IAM, RoleName: string, arns: readonly string[]): Promise<void> {
  for (const PolicyArn of arns) await iam.detachRolePolicy({ RoleName, PolicyArn });
}

function nameFault(name: string): string | undefined {
  return /^[\w+=,.@-]{1,64}$/.test(name)
    ? undefined
    : `1 to 64 letters, digits and _+=,.@- expected, came ${JSON.stringify(name)}`;
}
