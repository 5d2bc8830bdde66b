/** The log group that a request names, by its name or by its ARN. */
export function groupName(request: Readonly<Record<string, unknown>>): string {
  const { logGroupName, logGroupIdentifier } = request;
  if (typeof logGroupName === "string") return logGroupName;
  return typeof logGroupIdentifier === "string" ? nameOf(logGroupIdentifier) : "";
}

/** @param identifier name or ARN */
export function nameOf(identifier: string): string {
  return identifier.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, "").replace(/:\*$/, "");
}
