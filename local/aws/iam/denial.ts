import { AwsError, type AwsRequest } from "../service";
import type { Access } from "./simulator";

/** Which policy denied, as AWS's messages word it. */
export type DenialReason =
  | "no identity-based policy allows"
  | "no permissions boundary allows"
  | "explicit deny in an identity-based policy"
  | "explicit deny in a permissions boundary"
  | "explicit deny in a resource-based policy";

/**
 * A denial in the form of the service that denies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denial(request: AwsRequest, { action, resource }: Access, reason: DenialReason): AwsError {
  // SNS writes its name in capitals.
  const name = request.service === "sns" ? action.replace("sns:", "SNS:") : action;
  const on = request.service === "s3" ? `"${resource}"` : resource;
  const because = reason.startsWith("no ") ? `because ${reason} the ${name} action` : `with an ${reason}`;
  const message = `User: ${request.caller.arn} is not authorized to perform: ${name} on resource: ${on} ${because}`;
  switch (request.service) {
    case "ec2":
      return new AwsError(
        "UnauthorizedOperation",
        `You are not authorized to perform this operation. ${message}.`,
        403,
      );
    case "sns":
      return new AwsError("AuthorizationError", message, 403);
    case "iam":
    case "sts":
    case "s3":
      return new AwsError("AccessDenied", message, 403);
    case "lambda":
      return new AwsError("AccessDeniedException", message, 403);
    default:
      return request.protocol === "json"
        ? new AwsError("AccessDeniedException", message)
        : new AwsError("AccessDenied", message, 403);
  }
}
