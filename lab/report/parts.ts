import type { LabStackOutputs } from "../../components/labOutputs";
import { nameSuffix } from "../stack/rule";
import type { LabPart } from "./report";

/** The parts of the lab by the stack's outputs. A part that the stack doesn't have yet says what will create it. */
export function partsOf(lab: LabStackOutputs): LabPart[] {
  const adopted = lab.recorderName === undefined && lab.stage !== "environment";
  const changes = lab.mode === "enforce" ? "describe, authorize, revoke; reports" : "describe only; reports";
  return [
    part("network", "Network", "Lab VPC", lab.vpcId, `public subnet ${lab.publicSubnetId}`),
    part(
      "group",
      "Security group",
      lab.securityGroupName,
      lab.securityGroupId,
      `watched together with the VPC's default group ${lab.defaultSecurityGroupId}`,
    ),
    part(
      "recorder",
      "AWS Config recorder",
      lab.recorderName ?? (adopted ? "the account's" : undefined),
      lab.configRoleName,
      `records each change; acts as ${lab.configRoleName}`,
      "created in Task 3",
    ),
    part(
      "bucket",
      "History bucket",
      lab.bucketName ?? (adopted ? "the account's" : undefined),
      lab.bucketName ?? "",
      `${lab.configRoleName} may write under AWSLogs/${lab.accountId}/`,
      "created in Task 3",
    ),
    part(
      "rule",
      "AWS Config rule",
      lab.ruleName,
      lab.ruleArn ?? `EC2SecurityGroup${nameSuffix(lab)}`,
      "invokes the function for each change",
      "created in Task 5",
    ),
    part(
      "function",
      "Lambda function",
      lab.functionName,
      lab.LambdaFunctionARN,
      `${changes}; acts as ${lab.functionRoleName}`,
    ),
    part("logGroup", "Log group", lab.logGroupName, lab.logGroupName, "one line of JSON for each step"),
    part("topic", "Topic", lab.topicName, lab.topicArn, "mails changes of compliance to the student"),
  ];
}

function part(
  name: LabPart["part"],
  kind: string,
  value: string | undefined,
  id: string,
  does: string,
  later = "",
): LabPart {
  return { part: name, kind, name: value ?? later, id, does, present: value !== undefined };
}
