import { AwsError, type AwsResponse } from "../service";
import { isObject } from "../../support/isObject";

/** A JSON answer as Lambda gives it. */
export function jsonResponse(status: number, body: unknown): AwsResponse {
  const text = JSON.stringify(body);
  return {
    status,
    headers: { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) },
    body: text,
  };
}

/** The JSON object in a response of moto's; an empty body is an empty object. */
export function parseObject(body: Buffer | string): Record<string, unknown> {
  const text = body.toString();
  if (text === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AwsError("SerializationException", `expected a JSON object: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new AwsError("SerializationException", `expected a JSON object, got ${text}`);
  return value;
}
