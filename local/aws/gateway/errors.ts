import { element, xmlHeader } from "../xml";
import type { AwsError, AwsRequest, AwsResponse } from "../service";

const namespaces: Readonly<Record<string, string>> = {
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  sns: "http://sns.amazonaws.com/doc/2010-03-31/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

/** Renders an error in the protocol of the request. */
export function errorResponse(
  error: AwsError,
  { service, protocol }: Pick<AwsRequest, "service" | "protocol">,
  requestId: string,
): AwsResponse {
  const { code, message, status } = error;
  const fault = status < 500 ? "Sender" : "Receiver";
  const headers = { "x-amzn-requestid": requestId };
  const xml = { ...headers, "content-type": "text/xml;charset=UTF-8" };
  const tags = element("Code", code) + element("Message", message);
  switch (protocol) {
    case "ec2":
      return {
        status,
        headers: xml,
        body: `${xmlHeader}<Response><Errors><Error>${tags}</Error></Errors>${element("RequestID", requestId)}</Response>`,
      };
    case "query":
      return {
        status,
        headers: xml,
        body:
          `${xmlHeader}<ErrorResponse xmlns="${namespaces[service] ?? ""}"><Error>${element("Type", fault)}` +
          `${tags}</Error>${element("RequestId", requestId)}</ErrorResponse>`,
      };
    case "json":
      return {
        status,
        headers: { ...headers, "content-type": "application/x-amz-json-1.1" },
        body: JSON.stringify({ __type: code, message }),
      };
    case "rest-json":
      return {
        status,
        headers: { ...headers, "content-type": "application/json", "x-amzn-errortype": code },
        body: JSON.stringify({ Type: fault === "Sender" ? "User" : "Service", message, Message: message }),
      };
    case "rest-xml":
      return {
        status,
        headers: { "x-amz-request-id": requestId, "content-type": "application/xml" },
        body: `${xmlHeader}<Error>${tags}${element("RequestId", requestId)}</Error>`,
      };
  }
}
