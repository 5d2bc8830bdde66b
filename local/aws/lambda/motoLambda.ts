import type { Account } from "../account";
import { administratorKey } from "../administrator";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import { parseObject } from "./responses";

/** What moto answers to a question of this service's own, asked as administrator. */
export async function askMoto(account: Account, region: string, url: string): Promise<AwsResponse> {
  // moto takes service and region from the credential's scope, and checks no signature.
  const scope = `${administratorKey.accessKeyId}/20200101/${region}/lambda/aws4_request`;
  return account.moto.forward({
    method: "GET",
    url,
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
    body: Buffer.alloc(0),
  });
}

/** The same, for an answer that must be there. @throws AwsError as moto gave it */
export async function askMotoForObject(
  account: Account,
  region: string,
  url: string,
): Promise<Record<string, unknown>> {
  const answer = await askMoto(account, region, url);
  const body = parseObject(answer.body);
  if (answer.status < 300) return body;
  const code = typeof body.__type === "string" ? body.__type : "ServiceException";
  throw new AwsError(code, typeof body.message === "string" ? body.message : "", answer.status);
}

/** The same request with another body. */
export function withBody(request: AwsRequest, value: unknown): AwsRequest {
  const body = Buffer.from(JSON.stringify(value));
  return { ...request, body, headers: { ...request.headers, "content-length": String(body.length) } };
}
