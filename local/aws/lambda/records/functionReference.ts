import { arnPrefix } from "../../../support/regions";
import { AwsError } from "../../service";
import { LATEST } from "./functionConfiguration";

/** Where the caller is. */
export interface Home {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** name, account:function:name or arn:…:function:name, each with an optional :qualifier */
const PATTERN =
  /^(?:arn:aws[a-zA-Z-]*:lambda:(?<region>[a-z0-9-]+):(?<arnAccount>\d{12}):function:|(?:(?<account>\d{12}):)?function:)?(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?$/;

/**
 * Reads a function's name from a name, a partial ARN (`123456789012:function:name`) or an ARN.
 *
 * @param qualifier what the request says beside it
 * @throws AwsError `ValidationException` where it is none of them, `ResourceNotFoundException` for another region or
 *   account, and for a version or an alias: here a function has none
 */
export function functionName(text: string, qualifier: string | undefined, home: Home): string {
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
  for (const version of [parts.qualifier, qualifier]) {
    if (version !== undefined && version !== LATEST) {
      const arn = `${arnPrefix(home.region)}:lambda:${home.region}:${home.account}:function:${parts.name}:${version}`;
      throw notFound(`Function not found: ${arn}`);
    }
  }
  return parts.name;
}

function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, 404);
}

/** Whether an error says that a function, or its policy, doesn't exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof AwsError && error.code === "ResourceNotFoundException";
}
