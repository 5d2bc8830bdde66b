import type { LabStackOutputs } from "../../../../components/labOutputs";

/** Where a student and a teacher find the evidence of a subject. */
const places: Readonly<Record<string, (lab: LabStackOutputs) => string>> = {
  network: ({ vpcId }) => `VPC ${vpcId}`,
  securityGroup: ({ securityGroupId }) => `EC2, security group ${securityGroupId}`,
  subscription: ({ topicName }) => `SNS, topic ${topicName}`,
  function: ({ functionName }) => `Lambda, function ${functionName}`,
  roles: ({ configRoleName, functionRoleName }) => `IAM, roles ${configRoleName} and ${functionRoleName}`,
  recorder: () => "AWS Config, Settings",
  deliveryChannel: () => "AWS Config, Settings",
  inventory: () => "AWS Config, Resources",
  timeline: ({ securityGroupId }) => `AWS Config, timeline of ${securityGroupId}`,
  incident: ({ securityGroupId }) => `AWS Config, timeline of ${securityGroupId}`,
  rule: ruleInWords,
  compliance: ruleInWords,
  complianceHistory: ({ securityGroupId }) => `AWS Config, compliance timeline of ${securityGroupId}`,
  groups: ({ securityGroupId, defaultSecurityGroupId }) =>
    `EC2, security groups ${securityGroupId} and ${defaultSecurityGroupId}`,
  remediation: ({ securityGroupId, logGroupName }) =>
    `AWS Config, timeline of ${securityGroupId}; CloudWatch Logs, ${logGroupName}`,
  revocations: ({ logGroupName }) => `CloudWatch Logs, ${logGroupName}`,
};

/** What a student created in the console has a name of the student's choice, which the evidence names. */
function ruleInWords({ ruleName }: LabStackOutputs): string {
  return ruleName === undefined ? "AWS Config, Rules" : `AWS Config, rule ${ruleName}`;
}

/** Where the evidence is, with account and region. */
export function placeOf(subject: string, lab: LabStackOutputs | undefined, region: string): string {
  if (lab === undefined) return `AWS Config, ${region}`;
  const place = places[subject]?.(lab) ?? "AWS Config, Settings and Rules";
  return `${place}, account ${lab.accountId}, ${lab.region}`;
}
