import { AwsError } from "../../service";

/** AWS's error of a filter pattern that isn't one, with the reason. */
export function invalidPattern(reason: string): AwsError {
  return new AwsError("InvalidParameterException", `Invalid filter pattern: ${reason}`);
}
