import type { ResourcePolicy } from "./labPolicy";

const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const lambdaFunction = "aws:lambda/function:Function";

/** A log group without a retention is kept for ever, and so is the one that Lambda creates by itself. */
export const expiringLogs: ResourcePolicy = {
  name: "expiring-logs",
  description: "Logs expire: each log group has a retention, and each function names its log group.",
  types: [logGroup, lambdaFunction],
  violations: ({ type, name, props }) => {
    if (type === logGroup) {
      // 0, the provider's default, never expires.
      const days = (props["retentionInDays"] ?? 0) as number;
      return days > 0 ? [] : [`Log group ${name}: expected retentionInDays, got ${days} (never expires).`];
    }
    const logging = props["loggingConfig"] as { readonly logGroup?: string } | undefined;
    if (logging?.logGroup) return [];
    return [
      `Function ${name}: expected loggingConfig.logGroup, got none; Lambda would create a group that never expires.`,
    ];
  },
};
