import type { ResourcePolicy } from "./labPolicy";

/** Those of the types in the lab that have tags; the provider's other types have no input `tags`. */
export const taggableTypes = [
  "aws:cfg/rule:Rule",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpc:Vpc",
  "aws:iam/role:Role",
  "aws:lambda/function:Function",
  "aws:s3/bucket:Bucket",
  "aws:sns/topic:Topic",
] as const;

/** The tags that each has. */
const keys = ["Project", "Stack"];

/** By its tags the account's administrator finds out which stack a resource belongs to. */
export const taggedResources: ResourcePolicy = {
  name: "tagged-resources",
  description: `Every resource that can have tags has ${keys.join(" and ")}.`,
  types: taggableTypes,
  violations: ({ name, type, props }) => {
    const tags = (props["tags"] ?? {}) as Readonly<Record<string, string>>;
    const missing = keys.filter((key) => !tags[key]);
    return missing.length === 0
      ? []
      : [`${type} ${name}: expected the tags ${keys.join(" and ")}, got no ${missing.join(" and no ")}.`];
  },
};
