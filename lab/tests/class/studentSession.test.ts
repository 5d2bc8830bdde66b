import assert from "node:assert/strict";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { inTestAws, type TestAws } from "@config-remediation-lab/local/tests/aws/gateway/testAws";
import type { LabStackOutputs } from "../../../components/labOutputs";
import { lookForGrades } from "../../class/grades";
import { studentPolicy } from "../../class/studentPolicy";
import { examine, tasks } from "../../tasks";
import { makeLab, makeRecorder } from "./localLab";

describe("a student's session in a shared account", function () {
  this.timeout(120_000);
  let admin: AwsClients;
  let student: AwsClients;
  let own: LabStackOutputs;
  let neighbour: LabStackOutputs;

  inTestAws(async (test: TestAws) => {
    const clients = (settings: ReturnType<TestAws["settings"]>) =>
      new AwsClients("us-east-1", () => ({ ...settings, forcePathStyle: true }));
    admin = clients(test.settings());
    await makeRecorder(admin);
    own = await makeLab(admin, "stuabc");
    neighbour = await makeLab(admin, "studef");
    await test.aws.idle();
    const role = await test.makeRole("Student", studentPolicy(own).Statement);
    student = clients(await test.asRole(role));
  });
  after(() => {
    admin?.destroy();
    student?.destroy();
  });

  it("sees of the own lab what the account's administrator sees", async () => {
    for (const task of tasks) {
      const seen = await examine(task, own, student);
      assert.ok(seen.checks.length > 0, `Task ${task.number}`);
      assert.deepEqual(seen, await examine(task, own, admin));
    }
    assert.deepEqual(await lookForGrades("stuabc", own, student), await lookForGrades("stuabc", own, admin));
    const { checks } = await examine({ ...tasks[4]!, needs: undefined }, own, student);
    assert.deepEqual(
      checks.filter(({ what, ok }) => what.startsWith("compliance of") && ok).map(({ what }) => what),
      ["compliance of LabSG1", "compliance of the VPC's default group"],
    );
  });

  it("changes the groups of the own VPC, and no neighbour's", async () => {
    const IpPermissions = [
      { IpProtocol: "tcp", FromPort: 465, ToPort: 465, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    ];
    for (const GroupId of [own.securityGroupId, own.defaultSecurityGroupId]) {
      await student.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
      await student.ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions });
    }
    for (const GroupId of [neighbour.securityGroupId, neighbour.defaultSecurityGroupId]) {
      const denied = { name: "UnauthorizedOperation" };
      await assert.rejects(student.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions }), denied);
      await assert.rejects(student.ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions }), denied);
    }
  });

  it("is denied the neighbour's rule, function, roles, topic and log, by resource", async () => {
    const { config, iam, lambda, logs, sns } = student;
    const ruleNamed = (lab: LabStackOutputs) => ({ ConfigRuleName: lab.ruleName });
    await config.getComplianceDetailsByConfigRule(ruleNamed(own));
    await assert.rejects(config.getComplianceDetailsByConfigRule(ruleNamed(neighbour)), {
      name: "AccessDeniedException",
      message: `User: arn:aws:sts::123456789012:assumed-role/Student/test is not authorized to perform: config:GetComplianceDetailsByConfigRule on resource: ${neighbour.ruleArn} because no identity-based policy allows the config:GetComplianceDetailsByConfigRule action`,
    });
    const FunctionName = neighbour.functionName;
    const denied: [name: string, request: () => Promise<unknown>][] = [
      ["AccessDeniedException", () => lambda.getFunction({ FunctionName })],
      ["AccessDeniedException", () => lambda.getFunctionConfiguration({ FunctionName })],
      ["AccessDenied", () => iam.getRole({ RoleName: neighbour.functionRoleName })],
      ["AccessDeniedException", () => logs.filterLogEvents({ logGroupName: neighbour.logGroupName })],
      ["AuthorizationErrorException", () => sns.getTopicAttributes({ TopicArn: neighbour.topicArn })],
    ];
    for (const [name, request] of denied) await assert.rejects(request(), { name });
  });

  it("changes nothing else, the own rule and function and the account's recorder included", async () => {
    const { config, lambda } = student;
    const { ConfigRules: [rule] = [] } = await config.describeConfigRules({
      ConfigRuleNames: [own.ruleName ?? ""],
    });
    assert.ok(rule);
    const { FunctionName } = { FunctionName: own.functionName };
    const ConfigurationRecorderName = "default";
    const changes: (() => Promise<unknown>)[] = [
      () => config.putConfigRule({ ConfigRule: rule }),
      () => config.putConfigRule({ ConfigRule: { ...rule, ConfigRuleName: neighbour.ruleName } }),
      () => config.deleteConfigRule({ ConfigRuleName: own.ruleName }),
      () => config.deleteConfigRule({ ConfigRuleName: neighbour.ruleName }),
      () => config.startConfigRulesEvaluation({ ConfigRuleNames: [own.ruleName ?? ""] }),
      () => config.stopConfigurationRecorder({ ConfigurationRecorderName }),
      () => config.deleteConfigurationRecorder({ ConfigurationRecorderName }),
      () => lambda.invoke({ FunctionName }),
      () => lambda.deleteFunction({ FunctionName }),
    ];
    for (const change of changes) await assert.rejects(change(), { name: "AccessDeniedException" });
    const { ConfigRules = [] } = await admin.config.describeConfigRules({});
    assert.deepEqual(
      ConfigRules.map(({ ConfigRuleName }) => ConfigRuleName),
      [own.ruleName, neighbour.ruleName],
    );
  });
});
