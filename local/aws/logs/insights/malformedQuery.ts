import { AwsError } from "../../service";

/** AWS's error of a query that it doesn't take, with the reason. */
export function malformedQuery(reason: string): AwsError {
  return new AwsError("MalformedQueryException", `Invalid query: ${reason}`);
}
