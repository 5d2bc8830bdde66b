import assert from "node:assert/strict";
import { validateAndEvaluatePolicies } from "@config-remediation-lab/local/aws/iam";
import { studentPolicy } from "../../class/studentPolicy";
import { lookForGrades } from "../../class/grades";
import { examine, tasks } from "../../tasks";
import { fakeClients } from "../fakes/fakeClients";
import { healthyLab } from "../fakes/labAnswers";
import { accountId, labStack } from "../fakes/labStack";
import { remediatedEc2 } from "../tasks/harness";

const own = shared("stuabc", "vpc-0aaaaaaaaaaaaaaaa");
const neighbour = shared("studef", "vpc-0bbbbbbbbbbbbbbbb");
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${accountId}:${resource}`;

/** Outputs of a student's stack in a shared account. */
function shared(student: string, vpcId: string) {
  const lambda = `evaluate_remediate_security_group-${student}`;
  return labStack({
    vpcId,
    ruleScope: "tag",
    configRoleName: `AwsConfigRole-${student}`,
    configRoleArn: `arn:aws:iam::${accountId}:role/AwsConfigRole-${student}`,
    functionRoleName: `AwsConfigLambdaSGRole-${student}`,
    functionRoleArn: `arn:aws:iam::${accountId}:role/AwsConfigLambdaSGRole-${student}`,
    functionName: lambda,
    LambdaFunctionARN: `arn:aws:lambda:us-east-1:${accountId}:function:${lambda}`,
    logGroupName: `awsconfig_lambda_security_group-${student}`,
    topicArn: `arn:aws:sns:us-east-1:${accountId}:ust-${student}-config-topic`,
    topicName: `ust-${student}-config-topic`,
    ruleName: `EC2SecurityGroup-${student}`,
    ruleArn: `arn:aws:config:us-east-1:${accountId}:config-rule/config-rule-${student}`,
  });
}

/** What operations read, by the action in policies; those that aren't here have no resource. */
const resources: Readonly<Record<string, (lab: typeof own) => string>> = {
  "ec2:DescribeVpcAttribute": ({ vpcId }) => arn("ec2", `vpc/${vpcId}`),
  "iam:GetRole": ({ configRoleArn }) => configRoleArn,
  "iam:GetRolePolicy": ({ functionRoleArn }) => functionRoleArn,
  "iam:ListAttachedRolePolicies": ({ configRoleArn }) => configRoleArn,
  "iam:ListRolePolicies": ({ configRoleArn }) => configRoleArn,
  "sns:GetSubscriptionAttributes": ({ topicArn }) => topicArn,
  "sns:GetTopicAttributes": ({ topicArn }) => topicArn,
  "sns:ListSubscriptionsByTopic": ({ topicArn }) => topicArn,
  "lambda:GetFunctionConfiguration": ({ LambdaFunctionARN }) => LambdaFunctionARN,
  "logs:FilterLogEvents": ({ logGroupName }) => arn("logs", `log-group:${logGroupName}:log-stream:`),
  "config:GetComplianceDetailsByConfigRule": ({ ruleArn = "" }) => ruleArn,
};

async function may(action: string, resource: string, context: Record<string, string> = {}): Promise<boolean> {
  const verdict = await validateAndEvaluatePolicies(
    accountId,
    `arn:aws:iam::${accountId}:role/Student`,
    { action, resource, context },
    { identity: [{ name: "student", policy: studentPolicy(own) }] },
  );
  return verdict === "allowed";
}

describe("the policy of a student in a shared account", () => {
  it("allows every request that the tasks and the grades make, and none of the same about a neighbour", async () => {
    const clients = fakeClients(healthyLab(own, remediatedEc2()));
    for (const task of tasks) await examine(task, own, clients);
    await lookForGrades("stuabc", own, clients);
    const { config, ec2, iam, lambda, logs, sns } = clients;
    const services = { config, ec2, iam, lambda, logs, sns };
    const actions = [...new Set(clients.calls)].map((operation) => {
      const method = operation.charAt(0).toLowerCase() + operation.slice(1);
      const [service] = Object.entries(services).find(([, client]) => method in client) ?? [];
      return `${service}:${operation}`;
    });
    assert.ok(actions.length > 20);
    for (const [action, of] of Object.entries(resources)) {
      assert.ok(actions.includes(action), `nothing makes ${action}`);
      assert.equal(await may(action, of(own)), true, action);
      assert.equal(await may(action, of(neighbour)), false, action);
    }
    for (const action of actions.filter((one) => resources[one] === undefined))
      assert.equal(await may(action, "*"), true, action);
  });

  it("lets groups be changed in the student's own VPC only", async () => {
    const group = arn("ec2", "security-group/sg-0aaaaaaaaaaaaaaaa");
    const inVpc = ({ vpcId }: typeof own) => ({ "ec2:Vpc": arn("ec2", `vpc/${vpcId}`) });
    for (const action of ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]) {
      assert.equal(await may(action, group, inVpc(own)), true);
      assert.equal(await may(action, group, inVpc(neighbour)), false);
    }
  });

  it("lets nothing else be changed", async () => {
    const group = arn("ec2", "security-group/sg-0aaaaaaaaaaaaaaaa");
    const denied: [string, string][] = [
      ["ec2:DeleteSecurityGroup", group],
      ["ec2:CreateTags", group],
      ["config:PutConfigRule", own.ruleArn ?? ""],
      ["config:DeleteConfigRule", own.ruleArn ?? ""],
      ["config:StopConfigurationRecorder", arn("config", "configuration-recorder/default/abc")],
      ["lambda:UpdateFunctionCode", own.LambdaFunctionARN],
      ["lambda:InvokeFunction", own.LambdaFunctionARN],
      ["iam:PutRolePolicy", own.functionRoleArn],
      ["sns:Publish", own.topicArn],
      ["logs:DeleteLogGroup", arn("logs", `log-group:${own.logGroupName}`)],
    ];
    for (const [action, resource] of denied) assert.equal(await may(action, resource), false, action);
  });

  it("allows no look at results where the stack has no rule yet", () => {
    const early = studentPolicy({ ...own, ruleArn: undefined });
    assert.doesNotMatch(JSON.stringify(early), /GetComplianceDetails/);
  });
});
