import { AwsError } from "../service";

/** A function as a request names it. */
export interface FunctionReference {
  readonly name: string;
  /** Version or alias; undefined: `$LATEST`. */
  readonly qualifier?: string;
}

/** name, account:function:name or arn:…:function:name, each with an optional :qualifier */
const PATTERN =
  /^(?:arn:aws[a-zA-Z-]*:lambda:(?<region>[a-z0-9-]+):(?<arnAccount>\d{12}):function:|(?:(?<account>\d{12}):)?function:)?(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?$/;

/**
 * Reads a function's name, partial ARN (`123456789012:function:name`) or ARN.
 *
 * @param qualifier what the request says beside the name
 * @throws AwsError `ValidationException` where it is none of them, `InvalidParameterValueException` where two
 *   qualifiers differ, `ResourceNotFoundException` for another region or account.
 */
export function parseFunctionReference(
  text: string,
  qualifier: string | undefined,
  home: { readonly region: string; readonly account: string },
): FunctionReference {
  const parts = PATTERN.exec(text)?.groups;
  if (!parts?.name) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: ` +
        `Member must be a function's name, partial ARN or ARN`,
    );
  }
  if (parts.region !== undefined && parts.region !== home.region) {
    throw notFound(`Functions from '${parts.region}' are not reachable in this region ('${home.region}')`);
  }
  const account = parts.arnAccount ?? parts.account ?? home.account;
  if (account !== home.account) throw notFound(`Function not found: ${text}`);
  if (parts.qualifier !== undefined && qualifier !== undefined && parts.qualifier !== qualifier) {
    throw new AwsError(
      "InvalidParameterValueException",
      "The derived qualifier from the function name does not match the specified qualifier.",
    );
  }
  return { name: parts.name, qualifier: parts.qualifier ?? qualifier };
}

function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, 404);
}
