import type { AwsRequest, AwsResponse } from "../../../../aws/service";
import { bucket, topicArn } from "./fixtures";

export interface Published {
  readonly subject: string;
  readonly message: Record<string, unknown>;
}

/** As much of S3 and SNS as AWS Config calls, for its role's session. What is in `denied` is denied, as by IAM. */
export class Endpoints {
  readonly denied = new Set<string>();
  readonly objects = new Map<string, Buffer>();
  readonly objectAcls = new Map<string, string>();
  readonly published: Published[] = [];
  /** The actions of the requests, in order. */
  readonly calls: string[] = [];

  s3(request: AwsRequest): AwsResponse {
    const [path = ""] = request.url.split("?");
    const action = request.method === "PUT" ? "s3:PutObject" : "s3:GetBucketAcl";
    this.calls.push(action);
    if (!path.startsWith(`/${bucket}`)) return s3Error(404, "NoSuchBucket");
    if (!this.allows(request, action)) return s3Error(403, "AccessDenied");
    const headers = { "content-type": "application/xml" };
    if (action === "s3:GetBucketAcl") {
      const body = "<AccessControlPolicy><Owner><ID>owner</ID></Owner></AccessControlPolicy>";
      return { status: 200, headers, body };
    }
    const key = decodeURIComponent(path.slice(bucket.length + 2));
    this.objects.set(key, request.body);
    this.objectAcls.set(key, request.headers["x-amz-acl"] ?? "");
    return { status: 200, headers, body: "" };
  }

  sns(request: AwsRequest): AwsResponse {
    if (request.operation === "GetTopicAttributes") return this.topicAttributes(request);
    this.calls.push("sns:Publish");
    const headers = { "content-type": "text/xml" };
    if (!this.allows(request, "sns:Publish")) {
      const error =
        "<Type>Sender</Type><Code>AuthorizationError</Code><Message>not authorized to perform: SNS:Publish</Message>";
      return { status: 403, headers, body: `<ErrorResponse><Error>${error}</Error></ErrorResponse>` };
    }
    const { parameters } = request;
    const message = JSON.parse(parameters.get("Message") ?? "") as Record<string, unknown>;
    this.published.push({ subject: parameters.get("Subject") ?? "", message });
    const body = "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
    return { status: 200, headers, body };
  }

  private topicAttributes({ parameters }: AwsRequest): AwsResponse {
    const headers = { "content-type": "text/xml" };
    if (parameters.get("TopicArn") === topicArn) {
      const body = "<GetTopicAttributesResponse><GetTopicAttributesResult/></GetTopicAttributesResponse>";
      return { status: 200, headers, body };
    }
    const error = "<Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message>";
    return { status: 404, headers, body: `<ErrorResponse><Error>${error}</Error></ErrorResponse>` };
  }

  private allows(request: AwsRequest, action: string): boolean {
    return !this.denied.has(action) && request.headers["x-amz-security-token"] === "role";
  }
}

function s3Error(status: number, code: string): AwsResponse {
  const body = `<Error><Code>${code}</Code><Message>${code} of the stand-in</Message></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}
