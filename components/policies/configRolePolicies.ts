import type { Account } from "../account";
import { policy, type PolicyDocument } from "./policyDocument";

/** Lets AWS Config, acting for this account and no other, assume the recorder's role. */
export function configTrust(account: Account): PolicyDocument {
  return policy({
    Sid: "ConfigOfThisAccount",
    Effect: "Allow",
    Principal: { Service: "config.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account.id } },
  });
}

/**
 * `S3Access`: history files go under AWSLogs/, and the bucket's owner owns them.
 *
 * @param bucketName the stack's bucket, or `*` where the student creates one in the console under an unknown name;
 *   the prefix with the account's number still limits the role to this account's history
 */
export function s3Access(account: Account, bucketName: string): PolicyDocument {
  const bucket = `arn:${account.partition}:s3:::${bucketName}`;
  return policy(
    {
      Sid: "DeliverHistory",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: `${bucket}/AWSLogs/${account.id}/*`,
      Condition: { StringLike: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
    { Sid: "CheckBucket", Effect: "Allow", Action: "s3:GetBucketAcl", Resource: bucket },
  );
}

/** `SNSPublish`: notifications go to the students' topics. */
export function snsPublish(account: Account): PolicyDocument {
  return policy({
    Sid: "PublishNotifications",
    Effect: "Allow",
    Action: "sns:Publish",
    Resource: `arn:${account.partition}:sns:${account.region}:${account.id}:*-config-topic`,
  });
}
