import type { AnyResourceType } from "./resource/resourceType";
import { NotOfferedError } from "../plugin/notOfferedError";

/** The types that are offered. A description is loaded when the program first uses its type. */
const sources: Readonly<Record<string, () => Promise<{ default: AnyResourceType }>>> = {
  "aws:cfg/deliveryChannel:DeliveryChannel": () => import("./cfg/deliveryChannel"),
  "aws:cfg/recorder:Recorder": () => import("./cfg/recorder"),
  "aws:cfg/recorderStatus:RecorderStatus": () => import("./cfg/recorderStatus"),
  "aws:cfg/rule:Rule": () => import("./cfg/rule"),
  "aws:cloudwatch/logGroup:LogGroup": () => import("./cloudwatch/logGroup"),
  "aws:ec2/internetGateway:InternetGateway": () => import("./ec2/internetGateway"),
  "aws:ec2/route:Route": () => import("./ec2/route"),
  "aws:ec2/routeTable:RouteTable": () => import("./ec2/routeTable"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": () => import("./ec2/routeTableAssociation"),
  "aws:ec2/securityGroup:SecurityGroup": () => import("./ec2/securityGroup"),
  "aws:ec2/subnet:Subnet": () => import("./ec2/subnet"),
  "aws:ec2/tag:Tag": () => import("./ec2/tag"),
  "aws:ec2/vpc:Vpc": () => import("./ec2/vpc"),
  "aws:iam/role:Role": () => import("./iam/role"),
  "aws:iam/rolePolicy:RolePolicy": () => import("./iam/rolePolicy"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": () => import("./iam/rolePolicyAttachment"),
  "aws:lambda/function:Function": () => import("./lambda/function"),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": () =>
    import("./lambda/functionEventInvokeConfig"),
  "aws:lambda/permission:Permission": () => import("./lambda/permission"),
  "aws:s3/bucket:Bucket": () => import("./s3/bucket"),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": () => import("./s3/bucketOwnershipControls"),
  "aws:s3/bucketPolicy:BucketPolicy": () => import("./s3/bucketPolicy"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": () => import("./s3/bucketPublicAccessBlock"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": () =>
    import("./s3/bucketServerSideEncryptionConfiguration"),
  "aws:sns/topic:Topic": () => import("./sns/topic"),
  "aws:sns/topicPolicy:TopicPolicy": () => import("./sns/topicPolicy"),
  "aws:sns/topicSubscription:TopicSubscription": () => import("./sns/topicSubscription"),
};

/** The types that are offered, by name. */
export const offeredTypes: readonly string[] = Object.keys(sources);

/** The description of a type. @throws an error that lists the types when there is none */
export async function describedType(token: string): Promise<AnyResourceType> {
  const source = sources[token];
  if (!source) throw new NotOfferedError(token, offeredTypes);
  return (await source()).default;
}
