import type { MotoClient } from "../moto/client";
import type { AwsRequest } from "../service";
import type { ResourcePolicies } from "./authorizer";
import type { PolicyDocument, RoleDirectory } from "./roles";
import type { Access } from "./simulator";

/** Topics' policies, as JSON; undefined where there is no such topic. */
export interface TopicPolicies {
  policy(topicArn: string): Promise<string | undefined>;
}

/** The policies of buckets and topics, as moto keeps them, and of roles: who may assume them. */
export class MotoResourcePolicies implements ResourcePolicies {
  constructor(
    private readonly moto: MotoClient,
    private readonly roles: RoleDirectory,
    private readonly topics: TopicPolicies,
  ) {}

  async of(request: AwsRequest, { action, resource }: Access): Promise<PolicyDocument | undefined> {
    switch (request.service) {
      case "s3":
        return resource === "*" ? undefined : this.bucketPolicy(resource, request.region);
      case "sns":
        return resource === "*" ? undefined : parsed(await this.topics.policy(resource));
      case "sts":
        return action === "sts:AssumeRole" ? (await this.roles.find(resource))?.trust : undefined;
      default:
        return undefined;
    }
  }

  private async bucketPolicy(resource: string, region: string): Promise<PolicyDocument | undefined> {
    const Bucket = resource.replace(/^arn:aws[a-z-]*:s3:::/, "").split("/")[0]!;
    try {
      const { Policy } = await this.moto.in(region).s3.getBucketPolicy({ Bucket });
      return parsed(Policy);
    } catch (error) {
      // Without a bucket, moto's response to the request itself reports that.
      const name = (error as Error).name;
      if (name === "NoSuchBucketPolicy" || name === "NoSuchBucket") return undefined;
      throw error;
    }
  }
}

function parsed(policy: string | undefined): PolicyDocument | undefined {
  return policy ? (JSON.parse(policy) as PolicyDocument) : undefined;
}
