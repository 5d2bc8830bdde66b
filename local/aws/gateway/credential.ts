/** What a request says about who signed it (Signature Version 4, in the header or in a presigned URL). */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  /** Signing name, such as `ec2`. */
  readonly service: string;
  /** Present in requests signed with temporary credentials. */
  readonly sessionToken?: string;
}

/** Undefined where the request isn't signed, or with an older signature, which current SDKs don't make. */
export function readCredential(
  headers: Readonly<Record<string, string>>,
  query: URLSearchParams,
): Credential | undefined {
  const scope =
    /^AWS4-[A-Z0-9-]+\s+Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1] ??
    query.get("X-Amz-Credential");
  if (!scope) return undefined;

  const parts = scope.split("/");
  const accessKeyId = parts[0] ?? "";
  const sessionToken = headers["x-amz-security-token"] ?? query.get("X-Amz-Security-Token") ?? undefined;
  // Version 4A, which multi-region access points use, has no region in its scope.
  const service = parts.at(-2) ?? "";
  const region = parts.length > 4 ? (parts[2] ?? "") : "";
  return { accessKeyId, region, service: service.toLowerCase(), sessionToken };
}
