import type { Account } from "../account";
import { policy, type PolicyDocument, type Statement } from "./policyDocument";

const config = { Service: "config.amazonaws.com" } as const;

/**
 * The bucket's policy: AWS Config of this account checks the bucket and delivers; requests without TLS are denied. The three
 * permissions are those that AWS Config requires (AWS Config Developer Guide, Permissions for the Amazon S3 Bucket).
 */
export function bucketPolicy(account: Account, bucketArn: string): PolicyDocument {
  const ofThisAccount = { "aws:SourceAccount": account.id };
  return policy(
    {
      Sid: "ConfigChecksBucket",
      Effect: "Allow",
      Principal: config,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: ofThisAccount },
    },
    {
      Sid: "ConfigDelivers",
      Effect: "Allow",
      Principal: config,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${account.id}/Config/*`,
      Condition: { StringEquals: { ...ofThisAccount, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
    onlyWithTls("s3:*", [bucketArn, `${bucketArn}/*`]),
  );
}

/**
 * The topic's policy: AWS Config of this account publishes. It replaces SNS's default statement, and with it the account's
 * general permission to publish. Whom of its own people the account lets administer the topic, their own policies say.
 */
export function topicPolicy(account: Account, topicArn: string): PolicyDocument {
  return policy({
    Sid: "ConfigPublishes",
    Effect: "Allow",
    Principal: config,
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { StringEquals: { "aws:SourceAccount": account.id } },
  });
}

function onlyWithTls(action: string, resources: readonly string[]): Statement {
  return {
    Sid: "OnlyWithTls",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
