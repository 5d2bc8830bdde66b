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

/** An error in Lambda's shape: its code in a header, and whose fault it was in `Type`. */
export function errorResponse(error: AwsError): AwsResponse {
  const answer = jsonResponse(error.status, {
    Type: error.status < 500 ? "User" : "Service",
    Message: error.message,
    message: error.message,
  });
  return { ...answer, headers: { ...answer.headers, "x-amzn-errortype": error.code } };
}

/** What a request or an answer holds as JSON; an empty body is an empty object. */
export function parseObject(body: Buffer | string): Record<string, unknown> {
  const text = body.toString();
  if (text === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AwsError("SerializationException", `expected a JSON object: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new AwsError("SerializationException", `expected a JSON object, came ${text}`);
  return value;
}
