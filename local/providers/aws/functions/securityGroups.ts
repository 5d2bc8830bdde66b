import type { SecurityGroup } from "@aws-sdk/client-ec2";
import type { Values } from "../../plugin/propertyValues";
import type { AwsAccount } from "../account/awsAccount";
import { fromAwsTags } from "../resource/tags";
import { filtersOf } from "./filters";

/** One group, as `aws.ec2.getSecurityGroup` gives it; an error when none or several match. */
export async function getSecurityGroup(args: Values, aws: AwsAccount): Promise<Values> {
  const given = [
    ["group-id", args.id],
    ["group-name", args.name],
    ["vpc-id", args.vpcId],
  ].flatMap(([Name, value]) => (typeof value === "string" ? [{ Name: String(Name), Values: [value] }] : []));
  const groups = await find(aws, [...filtersOf(args), ...given]);
  const [group] = groups;
  if (!group || groups.length > 1) {
    throw new Error(
      `aws.ec2.getSecurityGroup expects one security group and found ${groups.length}: ` +
        `give id, or name and vpcId. Asked for ${JSON.stringify(args)}`,
    );
  }
  return {
    ...args,
    arn: arnOf(group, aws),
    description: group.Description,
    id: group.GroupId,
    name: group.GroupName,
    region: aws.region,
    tags: fromAwsTags(group.Tags),
    vpcId: group.VpcId,
  };
}

/** All groups that match, as `aws.ec2.getSecurityGroups` gives them. */
export async function getSecurityGroups(args: Values, aws: AwsAccount): Promise<Values> {
  const groups = await find(aws, filtersOf(args));
  return {
    tags: {},
    ...args,
    arns: groups.map((group) => arnOf(group, aws)),
    id: aws.region,
    ids: groups.map((group) => group.GroupId),
    region: aws.region,
    vpcIds: groups.map((group) => group.VpcId),
  };
}

async function find(
  aws: AwsAccount,
  filters: { Name?: string; Values?: string[] }[],
): Promise<SecurityGroup[]> {
  const { SecurityGroups } = await (
    await aws.ec2()
  ).describeSecurityGroups(filters.length > 0 ? { Filters: filters } : {});
  return SecurityGroups ?? [];
}

function arnOf(group: SecurityGroup, aws: AwsAccount): string {
  return group.SecurityGroupArn ?? aws.arn("ec2", group.OwnerId ?? "", `security-group/${group.GroupId}`);
}
