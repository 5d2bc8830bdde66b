import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";

/** Names that the rehearsal's teacher gives to what the students of an account share. */
const roleName = "ClassConfigRole";
const recorderName = "default";

/** Makes the recorder, channel and bucket of an account that students share, as its owner does before the class. */
export async function makeSharedRecorder({ iam, s3, config }: AwsClients, account: string): Promise<void> {
  const Bucket = bucketOf(account);
  const { Role } = await iam.createRole({
    RoleName: roleName,
    AssumeRolePolicyDocument: policy({
      Principal: { Service: "config.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  });
  const PolicyArn = "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole";
  await iam.attachRolePolicy({ RoleName: roleName, PolicyArn });
  await s3.createBucket({ Bucket });
  await iam.putRolePolicy({
    RoleName: roleName,
    PolicyName: "S3Access",
    PolicyDocument: policy({
      Action: ["s3:PutObject", "s3:PutObjectAcl", "s3:GetBucketAcl"],
      Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
    }),
  });
  const resourceTypes = ["AWS::EC2::SecurityGroup" as const];
  await config.putConfigurationRecorder({
    ConfigurationRecorder: {
      name: recorderName,
      roleARN: Role?.Arn,
      recordingGroup: { allSupported: false, resourceTypes },
    },
  });
  await config.putDeliveryChannel({ DeliveryChannel: { name: "default", s3BucketName: Bucket } });
  await config.startConfigurationRecorder({ ConfigurationRecorderName: recorderName });
}

/** Takes all of that away after the class. */
export async function removeSharedRecorder({ iam, s3, config }: AwsClients, account: string): Promise<void> {
  const Bucket = bucketOf(account);
  await config.stopConfigurationRecorder({ ConfigurationRecorderName: recorderName });
  await config.deleteDeliveryChannel({ DeliveryChannelName: "default" });
  await config.deleteConfigurationRecorder({ ConfigurationRecorderName: recorderName });
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  for (const { Key } of Contents) await s3.deleteObject({ Bucket, Key });
  await s3.deleteBucket({ Bucket });
  await iam.deleteRolePolicy({ RoleName: roleName, PolicyName: "S3Access" });
  const { AttachedPolicies = [] } = await iam.listAttachedRolePolicies({ RoleName: roleName });
  for (const { PolicyArn } of AttachedPolicies) await iam.detachRolePolicy({ RoleName: roleName, PolicyArn });
  await iam.deleteRole({ RoleName: roleName });
}

function bucketOf(account: string): string {
  return `class-config-${account}`;
}

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}
