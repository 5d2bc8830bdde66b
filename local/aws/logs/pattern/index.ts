import { fieldsPattern } from "./fieldsPattern";
import { jsonPattern } from "./jsonPattern";
import { termsPattern } from "./terms";
import type { TextTest } from "./text";

/**
 * Reads a filter pattern of CloudWatch Logs: terms, `{ conditions on JSON }` or `[ space-delimited fields ]`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @returns whether a message matches
 * @throws AwsError `InvalidParameterException` where it isn't a filter pattern
 */
export function filterPattern(pattern: string): TextTest {
  const trimmed = pattern.trim();
  if (trimmed.startsWith("{")) return jsonPattern(trimmed);
  if (trimmed.startsWith("[")) return fieldsPattern(trimmed);
  return termsPattern(trimmed);
}
