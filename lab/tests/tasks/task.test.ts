import assert from "node:assert/strict";
import type { LabStackOutputs } from "../../../components/labOutputs";
import { examine as examineTask, isDone, tasks } from "../../tasks";
import { fakeClients } from "../fakes/fakeClients";
import { tcp } from "../fakes/fakeEc2";
import { healthyLab, rulesOfOtherNames } from "../fakes/labAnswers";
import { atStage, labGroup, labStack } from "../fakes/labStack";
import { examine, missing, redeploy, remediatedEc2, taskNumbered } from "./harness";

describe("a lab that is as it should be", () => {
  let ec2 = remediatedEc2();
  beforeEach(() => {
    ec2 = remediatedEc2();
  });

  for (const task of [1, 2, 3, 4, 5, 6, 7]) {
    it(`has Task ${task} done, with evidence`, async () => {
      const report = await examine(task);
      assert.deepEqual(missing(report), []);
      assert.ok(isDone(report));
      assert.equal(report.task, task);
      assert.ok(report.evidence.some(({ rows }) => rows.length > 0));
    });
  }

  it("isn't written to by any task", async () => {
    for (const task of tasks) {
      const clients = fakeClients(healthyLab(labStack(), ec2));
      await examineTask(task, labStack(), clients);
      assert.ok(clients.calls.length > 0);
      assert.deepEqual(
        clients.calls.filter((call) => !/^(Describe|Get|List|Filter)/.test(call)),
        [],
      );
    }
  });
});

describe("a stage that leaves a task to the student", () => {
  const nothing = {
    DescribeConfigurationRecorders: () => ({ ConfigurationRecorders: [] }),
    ...rulesOfOtherNames(),
  };
  const early: [LabStackOutputs["stage"], task: number, asked: string, reason: string, next: string][] = [];
  for (const task of [3, 4]) {
    early.push([
      "environment",
      task,
      "DescribeConfigurationRecorders",
      'the stack is at stage "environment", and AWS Config has no recorder yet',
      "Create it in the console as in the handout's Task 3, or: pulumi config set stage monitored && pulumi up",
    ]);
  }
  for (const stage of ["environment", "monitored"] as const) {
    for (const task of [5, 6, 7]) {
      early.push([
        stage,
        task,
        "DescribeConfigRules",
        `the stack is at stage "${stage}", and AWS Config has no rule EC2SecurityGroup yet`,
        "Create it in the console as in the handout's Task 5, or: pulumi config set stage remediated && pulumi up",
      ]);
    }
  }
  for (const [stage, task, asked, reason, next] of early) {
    it(`(${stage}) has Task ${task} "not yet" while nobody did it, with both ways to`, async () => {
      const clients = fakeClients(nothing);
      const report = await examineTask(taskNumbered(task), labStack(atStage(stage)), clients);
      assert.deepEqual(report.notYet, { reason, next });
      assert.deepEqual([report.checks, report.evidence, isDone(report)], [[], [], false]);
      // A rule is asked for by its name first, then all are: a student may have chosen another.
      assert.deepEqual(clients.calls, asked === "DescribeConfigRules" ? [asked, asked] : [asked]);
    });
  }

  for (const stage of ["environment", "monitored"] as const) {
    for (const task of [1, 2, 3, 4, 5, 6, 7]) {
      it(`(${stage}) has Task ${task} done, where the console made what the stack hasn't`, async () => {
        const report = await examine(task, { stack: atStage(stage) });
        assert.deepEqual(missing(report), []);
        assert.ok(isDone(report));
      });
    }
  }
});

describe("mode report", () => {
  let ec2 = remediatedEc2();
  beforeEach(() => {
    ec2 = remediatedEc2();
  });

  const report = { mode: "report" } as const;

  it("keeps Tasks 6 and 7 from showing a remediation, and says how to get one", async () => {
    for (const task of [6, 7]) {
      assert.deepEqual((await examine(task, { stack: report })).notYet, {
        reason: 'the stack\'s mode is "report": the function reports what it would do and changes nothing',
        next: "pulumi config set mode enforce && pulumi up",
      });
    }
  });

  it("wants a role that can't change groups", async () => {
    assert.deepEqual(missing(await examine(2, { ec2, stack: report })), [
      {
        what: "AwsConfigLambdaSGRole can't change security groups",
        expected: "allows neither to authorize nor to revoke",
        seen: "allows ec2:AuthorizeSecurityGroupIngress, ec2:RevokeSecurityGroupIngress",
        hint: redeploy,
      },
    ]);
  });

  it("wants NON_COMPLIANT of a group that isn't right, and COMPLIANT of one that is", async () => {
    ec2.authorize(labGroup, [tcp(465)]);
    assert.deepEqual(
      missing(await examine(5, { ec2, stack: report })).map(({ what, expected, seen }) => ({
        what,
        expected,
        seen,
      })),
      [{ what: "compliance of LabSG1", expected: "NON_COMPLIANT", seen: "COMPLIANT" }],
    );
  });
});
