import { randomUUID } from "node:crypto";
import type { AwsResponse } from "./service";
import { element, xmlHeader } from "./xml";

/**
 * A successful response in the query protocol.
 *
 * @param result XML of the operation's result; undefined for operations without one.
 */
export function queryAnswer(operation: string, namespace: string, result?: string): AwsResponse {
  const requestId = randomUUID();
  return {
    status: 200,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body:
      `${xmlHeader}<${operation}Response xmlns="${namespace}">` +
      (result === undefined ? "" : `<${operation}Result>${result}</${operation}Result>`) +
      `<ResponseMetadata>${element("RequestId", requestId)}</ResponseMetadata></${operation}Response>`,
  };
}
