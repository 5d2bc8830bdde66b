import { arnPrefix } from "../../../support/regions";
import type { AwsRequest } from "../../service";
import type { Access } from "../simulator";
import { s3Location } from "./s3Location";

/** Settings of a bucket: the query string's word, and what the action's name says after Get or Put. */
const bucketSettings: Readonly<Record<string, string>> = {
  accelerate: "AccelerateConfiguration",
  acl: "BucketAcl",
  cors: "BucketCORS",
  encryption: "EncryptionConfiguration",
  lifecycle: "LifecycleConfiguration",
  location: "BucketLocation",
  logging: "BucketLogging",
  notification: "BucketNotification",
  "object-lock": "BucketObjectLockConfiguration",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  policyStatus: "BucketPolicyStatus",
  publicAccessBlock: "BucketPublicAccessBlock",
  replication: "ReplicationConfiguration",
  requestPayment: "BucketRequestPayment",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
  website: "BucketWebsite",
};

/** Settings of an object, likewise. */
const objectSettings: Readonly<Record<string, string>> = {
  acl: "ObjectAcl",
  attributes: "ObjectAttributes",
  "legal-hold": "ObjectLegalHold",
  retention: "ObjectRetention",
  tagging: "ObjectTagging",
};

/** S3's operations follow from method, path and the words of the query string. */
export function s3Accesses(request: AwsRequest): readonly Access[] {
  const { parameters: query } = request;
  const { bucket, key } = s3Location(request);
  const context = s3Context(request, query);
  if (!bucket) return [{ action: "s3:ListAllMyBuckets", resource: "*", context }];
  const prefix = `${arnPrefix(request.region)}:s3:::`;
  if (!key) return [bucketAccess(request.method, `${prefix}${bucket}`, query, context)];

  const resource = `${prefix}${bucket}/${key}`;
  const accesses = [{ action: objectAction(request.method, query), resource, context }];
  // An upload with an ACL needs the permission for the ACL as well:
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, "Permissions"
  if (accesses[0]!.action === "s3:PutObject" && hasAcl(request.headers)) {
    accesses.push({ action: "s3:PutObjectAcl", resource, context });
  }
  const source = request.headers["x-amz-copy-source"];
  if (source) {
    const from = decodeURIComponent(source.split("?")[0]!).replace(/^\//, "");
    accesses.push({ action: "s3:GetObject", resource: `${prefix}${from}`, context });
  }
  return accesses;
}

function bucketAccess(
  method: string,
  resource: string,
  query: URLSearchParams,
  context: Access["context"],
): Access {
  if (method === "POST" && query.has("delete")) {
    return { action: "s3:DeleteObject", resource: `${resource}/*`, context };
  }
  const setting = Object.keys(bucketSettings).find((word) => query.has(word));
  if (setting)
    return { action: `s3:${settingVerb(method, setting)}${bucketSettings[setting]}`, resource, context };
  return { action: `s3:${bucketAction(method, query)}`, resource, context };
}

function bucketAction(method: string, query: URLSearchParams): string {
  if (method === "PUT") return "CreateBucket";
  if (method === "DELETE") return "DeleteBucket";
  if (query.has("versions")) return "ListBucketVersions";
  return query.has("uploads") ? "ListBucketMultipartUploads" : "ListBucket";
}

/** Removing a setting needs the permission to put it, but for these two. */
function settingVerb(method: string, setting: string): string {
  if (method === "DELETE" && (setting === "policy" || setting === "website")) return "Delete";
  return method === "GET" ? "Get" : "Put";
}

function objectAction(method: string, query: URLSearchParams): string {
  const version = query.has("versionId") ? "Version" : "";
  const setting = Object.keys(objectSettings).find((word) => query.has(word));
  const verb = { GET: "Get", HEAD: "Get", DELETE: "Delete" }[method] ?? "Put";
  if (setting) return `s3:${verb}${objectSettings[setting]!.replace("Object", `Object${version}`)}`;
  if (query.has("uploadId") && verb === "Get") return "s3:ListMultipartUploadParts";
  if (query.has("uploadId") && verb === "Delete") return "s3:AbortMultipartUpload";
  return `s3:${verb}Object${verb === "Put" ? "" : version}`;
}

function hasAcl(headers: AwsRequest["headers"]): boolean {
  return Object.keys(headers).some((name) => name === "x-amz-acl" || name.startsWith("x-amz-grant-"));
}

/** Headers such as x-amz-acl are condition keys of the same name. */
function s3Context({ headers }: AwsRequest, query: URLSearchParams): Access["context"] {
  const fromHeaders = Object.entries(headers)
    .filter(([name]) => name.startsWith("x-amz-"))
    .map(([name, value]) => [`s3:${name}`, value]);
  const fromQuery = ["prefix", "delimiter", "max-keys"]
    .filter((name) => query.has(name))
    .map((name) => [`s3:${name}`, query.get(name)!]);
  return Object.fromEntries([...fromHeaders, ...fromQuery]) as Access["context"];
}
