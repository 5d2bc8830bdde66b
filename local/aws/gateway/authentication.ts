import { AwsError, type AwsRequest } from "../service";

type Addressed = Pick<AwsRequest, "service" | "protocol">;

/** How each kind of service rejects an unknown key. */
export function unknownKey({ service, protocol }: Addressed): AwsError {
  switch (protocol) {
    case "ec2":
      return new AwsError("AuthFailure", "AWS was not able to validate the provided access credentials", 401);
    case "rest-xml":
      return new AwsError(
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
        403,
      );
    case "json":
    case "rest-json":
      return new AwsError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        // AWS's JSON services return 400, its REST services 403.
        protocol === "json" ? 400 : 403,
      );
    case "query":
      return new AwsError(
        "InvalidClientTokenId",
        `The security token included in the request is invalid${service === "sns" ? "." : ""}`,
        403,
      );
  }
}

/** How each kind of service rejects expired credentials of a session. */
export function expired({ protocol }: Addressed): AwsError {
  switch (protocol) {
    case "ec2":
      return new AwsError("RequestExpired", "Request has expired.", 400);
    case "json":
    case "rest-json":
      return new AwsError(
        "ExpiredTokenException",
        "The security token included in the request is expired",
        403,
      );
    case "rest-xml":
      return new AwsError("ExpiredToken", "The provided token has expired.", 400);
    case "query":
      return new AwsError("ExpiredToken", "The security token included in the request is expired", 403);
  }
}

/** How each kind of service rejects a request without a signature. */
export function unsigned({ protocol }: Addressed): AwsError {
  switch (protocol) {
    case "rest-xml":
      return new AwsError("AccessDenied", "Access Denied", 403);
    case "json":
    case "rest-json":
      return new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
    case "ec2":
    case "query":
      return new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
  }
}
