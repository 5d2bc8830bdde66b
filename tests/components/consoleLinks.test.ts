import { deepStrictEqual, strictEqual } from "node:assert";
import { consoleLinks } from "../../components/consoleLinks";

const targets = {
  securityGroupId: "sg-0a1b2c3d4e5f60718",
  ruleName: "EC2SecurityGroup",
  functionName: "evaluate_remediate_security_group",
  logGroupName: "awsconfig_lambda_security_group",
  topicArn: "arn:aws:sns:eu-west-1:123456789012:ust-stuabc-config-topic",
};

describe("consoleLinks", () => {
  it("leads to each place in the lab's Region", () => {
    const host = "https://eu-west-1.console.aws.amazon.com";
    const home = "home?region=eu-west-1#";
    deepStrictEqual(consoleLinks({ region: "eu-west-1", partition: "aws" }, targets), {
      securityGroup: `${host}/ec2/${home}SecurityGroup:groupId=sg-0a1b2c3d4e5f60718`,
      timeline: `${host}/config/${home}/resources/timeline?resourceId=sg-0a1b2c3d4e5f60718&resourceType=AWS%3A%3AEC2%3A%3ASecurityGroup`,
      rule: `${host}/config/${home}/rules/details?configRuleName=EC2SecurityGroup`,
      function: `${host}/lambda/${home}/functions/evaluate_remediate_security_group?tab=code`,
      logGroup: `${host}/cloudwatch/${home}logsV2:log-groups/log-group/awsconfig_lambda_security_group`,
      topic: `${host}/sns/v3/${home}/topic/arn:aws:sns:eu-west-1:123456789012:ust-stuabc-config-topic`,
    });
  });

  it("has no link to a rule that isn't there", () => {
    const { ruleName, ...without } = targets;
    strictEqual(ruleName, "EC2SecurityGroup");
    strictEqual("rule" in consoleLinks({ region: "eu-west-1", partition: "aws" }, without), false);
  });

  it("leads to the partition's own console", () => {
    const china = consoleLinks({ region: "cn-north-1", partition: "aws-cn" }, targets);
    const government = consoleLinks({ region: "us-gov-west-1", partition: "aws-us-gov" }, targets);
    strictEqual(new URL(china.topic).host, "cn-north-1.console.amazonaws.cn");
    strictEqual(new URL(government.topic).host, "us-gov-west-1.console.amazonaws-us-gov.com");
  });
});
