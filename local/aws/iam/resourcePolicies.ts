import { administratorHeaders } from "../moto/administrator";
import type { AwsRequest, Forward } from "../service";
import type { ResourcePolicies } from "./authorizer";
import type { PolicyDocument, Roles } from "./roles";
import type { Access } from "./simulator";

/** Reads a topic's policy; undefined where there is no such topic. */
export type TopicPolicies = (topicArn: string) => Promise<string | undefined>;

/** The policies of buckets and topics, as moto keeps them, and of roles: who may assume them. */
export class MotoResourcePolicies implements ResourcePolicies {
  constructor(
    private readonly forward: Forward,
    private readonly roles: Roles,
    private readonly topicPolicy: TopicPolicies,
  ) {}

  async of(request: AwsRequest, { action, resource }: Access): Promise<PolicyDocument | undefined> {
    switch (request.service) {
      case "s3":
        return resource === "*" ? undefined : this.bucketPolicy(resource, request.region);
      case "sns":
        return resource === "*" ? undefined : parsed(await this.topicPolicy(resource));
      case "sts":
        return action === "sts:AssumeRole" ? (await this.roles.find(resource))?.trust : undefined;
      default:
        return undefined;
    }
  }

  private async bucketPolicy(resource: string, region: string): Promise<PolicyDocument | undefined> {
    const bucket = resource.replace("arn:aws:s3:::", "").split("/")[0]!;
    const { status, body } = await this.forward({
      service: "s3",
      region,
      operation: "",
      caller: { kind: "administrator", arn: "" },
      method: "GET",
      url: `/${bucket}?policy`,
      headers: administratorHeaders("s3", region),
      body: Buffer.alloc(0),
    });
    // 404: no policy, or no bucket, which moto then says itself.
    return status === 200 ? parsed(body.toString()) : undefined;
  }
}

function parsed(policy: string | undefined): PolicyDocument | undefined {
  return policy ? (JSON.parse(policy) as PolicyDocument) : undefined;
}
