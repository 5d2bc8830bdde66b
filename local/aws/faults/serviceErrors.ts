import { AwsError, type AwsRequest } from "../service";

type Addressed = Pick<AwsRequest, "service" | "protocol" | "operation">;

/** The error by which a service says that it gets too many requests. */
export function throttled({ service, protocol, operation }: Addressed): AwsError {
  const message = `Rate exceeded (fault injected into ${service}:${operation})`;
  switch (protocol) {
    case "ec2":
      return new AwsError("RequestLimitExceeded", message, 503);
    case "rest-xml":
      return new AwsError("SlowDown", message, 503);
    case "query":
      return new AwsError("Throttling", message, 400);
    case "rest-json":
      return new AwsError("TooManyRequestsException", message, 429);
    case "json":
      return new AwsError("ThrottlingException", message, 400);
  }
}

/** The error by which a service says that it can't handle a request now. */
export function unavailable({ service, protocol, operation }: Addressed): AwsError {
  const message = `Service unavailable (fault injected into ${service}:${operation})`;
  const codes = {
    ec2: "Unavailable",
    "rest-xml": "ServiceUnavailable",
    query: "ServiceUnavailable",
    "rest-json": "ServiceException",
    json: "ServiceUnavailable",
  } as const;
  return new AwsError(codes[protocol], message, protocol === "rest-json" ? 500 : 503);
}
