/** What a request says about who signed it, in its header or, presigned, in its URL. */
export interface Credential {
  readonly accessKeyId: string;
  /** Empty where the signature doesn't name one. */
  readonly region: string;
  /** Signing name, such as `ec2`. */
  readonly service: string;
  /** Present in requests signed with temporary credentials. */
  readonly sessionToken?: string;
}

/** Undefined where the request isn't signed. */
export function readCredential(
  headers: Readonly<Record<string, string>>,
  query: URLSearchParams,
): Credential | undefined {
  const { authorization = "" } = headers;
  const scope = /^AWS4-[A-Z0-9-]+\s+Credential=([^,\s]+)/.exec(authorization)?.[1];
  const version4 = scope ?? query.get("X-Amz-Credential");
  const sessionToken = headers["x-amz-security-token"] ?? tokenIn(query);
  if (version4) return { ...readScope(version4), sessionToken };

  // Version 2, in which the AWS CLI still presigns objects' URLs; only S3 takes it here.
  const accessKeyId = /^AWS ([^:\s]+):/.exec(authorization)?.[1] ?? query.get("AWSAccessKeyId");
  return accessKeyId ? { accessKeyId, region: "", service: "s3", sessionToken } : undefined;
}

/** `KEY/DATE/REGION/SERVICE/aws4_request`; version 4A, which multi-region access points use, has no region. */
function readScope(scope: string): Pick<Credential, "accessKeyId" | "region" | "service"> {
  const parts = scope.split("/");
  return {
    accessKeyId: parts[0] ?? "",
    region: parts.length > 4 ? (parts[2] ?? "") : "",
    service: (parts.at(-2) ?? "").toLowerCase(),
  };
}

function tokenIn(query: URLSearchParams): string | undefined {
  return query.get("X-Amz-Security-Token") ?? query.get("x-amz-security-token") ?? undefined;
}
