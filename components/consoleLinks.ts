import type { Account } from "./account";
import type { ConsoleLinks } from "./labOutputs";

/** The targets of the links. */
export interface LinkTargets {
  readonly securityGroupId: string;
  /** Absent: the stage has no rule. */
  readonly ruleName?: string;
  readonly functionName: string;
  readonly logGroupName: string;
  readonly topicArn: string;
}

const domains: Readonly<Record<string, string>> = {
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** The pages of the AWS console for a lab, in its region and partition. */
export function consoleLinks(
  { region, partition }: Pick<Account, "region" | "partition">,
  targets: LinkTargets,
): ConsoleLinks {
  const domain = domains[partition] ?? "console.aws.amazon.com";
  const page = (service: string, fragment: string) =>
    `https://${region}.${domain}/${service}/home?region=${region}#${fragment}`;
  const group = encodeURIComponent(targets.securityGroupId);
  const { ruleName } = targets;
  return {
    securityGroup: page("ec2", `SecurityGroup:groupId=${group}`),
    timeline: page(
      "config",
      `/resources/timeline?resourceId=${group}&resourceType=${encodeURIComponent("AWS::EC2::SecurityGroup")}`,
    ),
    ...(ruleName !== undefined && {
      rule: page("config", `/rules/details?configRuleName=${encodeURIComponent(ruleName)}`),
    }),
    function: page("lambda", `/functions/${encodeURIComponent(targets.functionName)}?tab=code`),
    logGroup: page("cloudwatch", `logsV2:log-groups/log-group/${encodeURIComponent(targets.logGroupName)}`),
    topic: page("sns/v3", `/topic/${targets.topicArn}`),
  };
}
