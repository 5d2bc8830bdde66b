import { administratorKey } from "../iam/sessions";

/**
 * Headers that make a request to moto the administrator's. moto reads service and region in them and verifies nothing.
 */
export function administratorHeaders(service: string, region: string): Record<string, string> {
  const scope = `${administratorKey.accessKeyId}/20260101/${region}/${service}/aws4_request`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    host: "127.0.0.1",
  };
}
