import { deepStrictEqual, strictEqual } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import { functionRolePolicy, lambdaTrust } from "../../components/policies/functionRolePolicy";
import { RemediationRule, type RemediationRuleArgs } from "../../components/remediationRule";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import { account } from "./mockAws";
import { startMocks, type Mocked } from "./startMocks";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const logGroupArn = "arn:aws:logs:us-east-1:123456789012:log-group:awsconfig_lambda_security_group";
const args: RemediationRuleArgs = {
  account,
  vpcId,
  requiredPermissions: handoutPermissions,
  mode: "enforce",
  scope: "lab",
  debug: true,
  ruleAfter: [],
};

async function make(changes: Partial<RemediationRuleArgs> = {}): Promise<Mocked> {
  const mocked = await startMocks();
  new RemediationRule("remediation", { ...args, ...changes });
  await mocked.settle();
  return mocked;
}

describe("RemediationRule", () => {
  let mocked: Mocked;
  const inputs = (name: string) => mocked.registration(name).inputs;

  before(async () => {
    mocked = await make();
  });

  it("registers role, log group, function, permission and rule, each once", () => {
    deepStrictEqual(mocked.types(), [
      "aws:cfg/rule:Rule",
      "aws:cloudwatch/logGroup:LogGroup",
      "aws:iam/role:Role",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "aws:lambda/function:Function",
      "aws:lambda/permission:Permission",
    ]);
    const children = mocked.registrations.filter(({ name }) => name !== "remediation");
    strictEqual(children.length, 7);
    deepStrictEqual([...new Set(children.map(({ parent }) => parent))], ["remediation"]);
  });

  it("gives AwsConfigLambdaSGRole its inline policy and basic execution", () => {
    const { name, assumeRolePolicy } = inputs("remediation-role");
    strictEqual(name, "AwsConfigLambdaSGRole");
    deepStrictEqual(JSON.parse(String(assumeRolePolicy)), lambdaTrust());
    const { policy, ...rolePolicy } = inputs("remediation-role-policy");
    deepStrictEqual(rolePolicy, {
      name: "awsconfig_lambda_ec2_sg_role_policy",
      role: "AwsConfigLambdaSGRole",
    });
    deepStrictEqual(
      JSON.parse(String(policy)),
      functionRolePolicy({ account, mode: "enforce", scope: "lab", vpcId, logGroupArn }),
    );
    deepStrictEqual(inputs("remediation-role-basic-execution"), {
      role: "AwsConfigLambdaSGRole",
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    });
  });

  it("makes the function with the role, room for the SDK, and the handout's log group", () => {
    const { code, ...rest } = inputs("remediation-function");
    deepStrictEqual(rest, {
      name: "evaluate_remediate_security_group",
      description: "Evaluates security groups for AWS Config and remediates their inbound rules",
      role: "arn:aws:iam::123456789012:role/AwsConfigLambdaSGRole",
      handler: "__index.handler",
      runtime: "nodejs24.x",
      memorySize: 256,
      timeout: 60,
      loggingConfig: { logFormat: "Text", logGroup: "awsconfig_lambda_security_group" },
    });
    strictEqual(pulumi.asset.AssetArchive.isInstance(code), true);
    deepStrictEqual(inputs("remediation-log"), {
      name: "awsconfig_lambda_security_group",
      retentionInDays: 14,
    });
  });

  it("lets AWS Config of this account invoke the function", () => {
    deepStrictEqual(inputs("remediation-invocation"), {
      function: "evaluate_remediate_security_group",
      action: "lambda:InvokeFunction",
      principal: "config.amazonaws.com",
      sourceAccount: "123456789012",
    });
  });

  it("makes the rule with the handout's texts and both kinds of change", () => {
    deepStrictEqual(inputs("remediation-rule"), {
      name: "EC2SecurityGroup",
      description: "Restrict inbound ports to HTTP and HTTPS",
      scope: { complianceResourceTypes: ["AWS::EC2::SecurityGroup"] },
      source: {
        owner: "CUSTOM_LAMBDA",
        sourceIdentifier: "arn:aws:lambda:us-east-1:123456789012:function:evaluate_remediate_security_group",
        sourceDetails: [
          { eventSource: "aws.config", messageType: "ConfigurationItemChangeNotification" },
          { eventSource: "aws.config", messageType: "OversizedConfigurationItemChangeNotification" },
        ],
      },
      inputParameters: '{"debug":"true"}',
    });
  });

  it("passes debug on when it is off", async () => {
    const quiet = await make({ debug: false });
    strictEqual(quiet.registration("remediation-rule").inputs["inputParameters"], '{"debug":"false"}');
  });

  it("makes no rule without ruleAfter, but everything that one needs", async () => {
    deepStrictEqual((await make({ ruleAfter: undefined })).types(), [
      "aws:cloudwatch/logGroup:LogGroup",
      "aws:iam/role:Role",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "aws:lambda/function:Function",
      "aws:lambda/permission:Permission",
    ]);
  });

  it("adds the suffix to every name that a second stack in the account would need too", async () => {
    const shared = await make({ suffix: "-amy" });
    const names = ["log", "role", "function", "rule"].map(
      (child) => shared.registration(`remediation-${child}`).inputs["name"],
    );
    deepStrictEqual(names, [
      "awsconfig_lambda_security_group-amy",
      "AwsConfigLambdaSGRole-amy",
      "evaluate_remediate_security_group-amy",
      "EC2SecurityGroup-amy",
    ]);
  });

  for (const mode of ["enforce", "report"] as const) {
    for (const scope of ["lab", "account"] as const) {
      it(`gives the role what mode ${mode} and scope ${scope} need`, async () => {
        const { policy } = (await make({ mode, scope })).registration("remediation-role-policy").inputs;
        deepStrictEqual(
          JSON.parse(String(policy)),
          functionRolePolicy({ account, mode, scope, vpcId, logGroupArn }),
        );
      });
    }
  }

  it("triggers the rule by the safety net's schedule too", async () => {
    const { inputs: withNet } = (await make({ safetyNet: "Six_Hours" })).registration("remediation-rule");
    const { sourceDetails } = withNet["source"] as { sourceDetails: unknown[] };
    deepStrictEqual(sourceDetails.at(-1), {
      eventSource: "aws.config",
      messageType: "ScheduledNotification",
      maximumExecutionFrequency: "Six_Hours",
    });
    strictEqual(sourceDetails.length, 3);
  });

  it("sends what the function failed on three times to a topic of its own, where that is wanted", async () => {
    const withTopic = await make({ failuresTo: "ops@example.com" });
    deepStrictEqual(
      withTopic.types().filter((type) => !mocked.types().includes(type)),
      [
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        "aws:sns/topic:Topic",
        "aws:sns/topicSubscription:TopicSubscription",
      ],
    );
    const { protocol, endpoint } = withTopic.registration("remediation-failures-subscription").inputs;
    deepStrictEqual([protocol, endpoint], ["email", "ops@example.com"]);
    const destination = withTopic.registration("remediation-failure-destination");
    strictEqual(destination.inputs["maximumRetryAttempts"], 2);
    strictEqual(destination.dependsOn.includes("remediation-role-policy"), true);
    const { Statement } = JSON.parse(
      String(withTopic.registration("remediation-role-policy").inputs["policy"]),
    ) as { Statement: { Sid: string; Action: unknown }[] };
    deepStrictEqual(Statement.find(({ Sid }) => Sid === "ReportFailures")?.Action, "sns:Publish");
  });
});
