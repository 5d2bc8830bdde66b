import assert from "node:assert/strict";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { inTestAws, type TestAws } from "@config-remediation-lab/local/tests/aws/gateway/testAws";
import type { LabStackOutputs } from "../../../../components/labOutputs";
import { gradeOf, loadRubric, lookForGrades, observationOf, type Grade } from "../../../class/grades";
import { examine, tasks } from "../../../tasks";
import { makeLab, makeRecorder } from "../localLab";

describe("a rule that a student created in the console under another name", function () {
  this.timeout(120_000);
  let test: TestAws;
  let clients: AwsClients;
  let lab: LabStackOutputs;

  inTestAws(async (started) => {
    test = started;
    clients = new AwsClients("us-east-1", () => ({ ...test.settings(), forcePathStyle: true }));
    await makeRecorder(clients);
    lab = await makeLab(clients, "stu001", { ruleByHand: "restrict-ports-stu001" });
    await makeLab(clients, "stu002", { ruleByHand: "restrict-ports-stu002" });
    await test.aws.idle();
  });
  after(() => clients?.destroy());

  /** What class grades gives for the criteria of Task 5, and finds of the clean-up. */
  async function grade(outputs: LabStackOutputs): Promise<{ task5: Grade["criteria"]; left: string }> {
    const reports = [];
    for (const task of tasks) reports.push(await examine(task, outputs, clients));
    const beside = await lookForGrades("stu001", outputs, clients);
    const look = {
      student: "stu001",
      region: outputs.region,
      stage: outputs.stage,
      reports,
      outputs,
      beside,
    };
    const observation = observationOf(look, new Date());
    const { criteria } = gradeOf("stu001", await loadRubric(), [observation]);
    const [rules] = observation.subjects.cleanUp?.checks ?? [];
    return { task5: criteria.filter(({ title }) => title.startsWith("Task 5: ")), left: rules?.seen ?? "" };
  }

  it("counts by the student's function, and the evidence names it", async () => {
    const { task5, left } = await grade(lab);
    assert.deepEqual(
      task5.map(({ points }) => points),
      [10, 10],
    );
    const [rule] = task5[0]?.evidence ?? [];
    assert.equal(rule?.where, "AWS Config, Rules, account 123456789012, us-east-1");
    assert.match(
      rule.expected,
      /^name of the rule: EC2SecurityGroup-stu001, as in the handout, or a rule that invokes the lab's function; /,
    );
    assert.match(rule.found, /^name of the rule: restrict-ports-stu001; /);
    assert.match(task5[1]?.evidence[0]?.found ?? "", /^compliance of LabSG1: COMPLIANT; /);
    assert.equal(left, "restrict-ports-stu001");
  });

  it("counts by its trigger in an account of the student's own, where it invokes another function", async () => {
    const own: LabStackOutputs = {
      ...lab,
      ruleScope: "type",
      functionName: "evaluate_remediate_security_group",
      LambdaFunctionARN: "arn:aws:lambda:us-east-1:123456789012:function:evaluate_remediate_security_group",
    };
    const rules = async () => (await clients.config.describeConfigRules({})).ConfigRules ?? [];
    // Both are of a tag so far, which isn't what the handout asks for.
    assert.equal((await grade(own)).task5[0]?.points, 0);
    const [rule] = await rules();
    assert.ok(rule);
    const Scope = { ComplianceResourceTypes: ["AWS::EC2::SecurityGroup"] };
    await clients.config.putConfigRule({ ConfigRule: { ...rule, Scope } });
    await test.aws.idle();
    const { task5, left } = await grade(own);
    assert.deepEqual(
      task5.map(({ points }) => points),
      [10, 10],
    );
    assert.match(task5[0]?.evidence[0]?.found ?? "", /; its function: \S+:function:\S+-stu001; /);
    assert.equal(left, "restrict-ports-stu001");
  });
});
