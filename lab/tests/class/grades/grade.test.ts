import assert from "node:assert/strict";
import { gradeOf, loadRubric, type Grade, type Rubric } from "../../../class/grades";
import type { Answers } from "../../fakes/fakeClients";
import { FakeEc2, tcp } from "../../fakes/fakeEc2";
import { healthyLab, item, rulesOfOtherNames } from "../../fakes/labAnswers";
import { atStage, defaultGroup, labGroup, labStack } from "../../fakes/labStack";
import { remediatedEc2 } from "../../tasks/harness";
import { noLog, noRecorder, noRule, observe, observeGone } from "./students";

/** Configuration items of LabSG1, the last one first; no history of its compliance. */
const history = (...items: object[]) => ({
  GetResourceConfigHistory: ({ resourceType }: Readonly<Record<string, unknown>>) => ({
    configurationItems: resourceType === "AWS::EC2::SecurityGroup" ? items : [],
  }),
});
const inConsole = atStage("environment");
const untouched = item(10, [80], "ResourceDiscovered");
const incident = item(20, [80, 465, 993]);

/** Numbers of the criteria without points, from 1. */
const lost = ({ criteria }: Grade): number[] =>
  criteria.flatMap(({ points }, index) => (points === 0 ? [index + 1] : []));

describe("the grade by the handout's rubric", () => {
  let rubric: Rubric;
  before(async () => {
    rubric = await loadRubric();
  });

  it("is 100 for a perfect student, who cleans up in the end", async () => {
    const during = await observe("stuabc", 0);
    assert.deepEqual(lost(gradeOf("stuabc", rubric, [during])), [13]);
    const after = await observeGone("stuabc", 30, { ...noRule, ...noRecorder });
    const grade = gradeOf("stuabc", rubric, [after, during]);
    assert.deepEqual([grade.points, grade.of, lost(grade), grade.problem], [100, 100, [], undefined]);
  });

  it("is the same for one who did Tasks 3 and 5 in the console, with a bucket of any name", async () => {
    const during = await observe("stuabc", 0, { stack: inConsole });
    const after = await observe("stuabc", 30, {
      stack: inConsole,
      answers: {
        ...noRule,
        DescribeConfigurationRecorderStatus: () => ({
          ConfigurationRecordersStatus: [{ name: "default", recording: false }],
        }),
      },
    });
    assert.equal(during.evidence.length > 5, true);
    assert.equal(gradeOf("stuabc", rubric, [during, after]).points, 100);
  });

  it("counts a rule that a student named otherwise, says what it is called, and wants it deleted in the end", async () => {
    const { DescribeConfigRules } = healthyLab(labStack(inConsole), remediatedEc2());
    const { ConfigRules } = DescribeConfigRules?.({}) as { ConfigRules: object[] };
    const answers = rulesOfOtherNames({ ...ConfigRules[0], ConfigRuleName: "restrict-ports" });
    const during = await observe("stuabc", 0, { stack: inConsole, answers });
    const grade = gradeOf("stuabc", rubric, [during]);
    assert.deepEqual([grade.points, lost(grade)], [95, [13]]);
    const [rule] = grade.criteria[7]?.evidence ?? [];
    assert.equal(rule?.where, "AWS Config, Rules, account 111122223333, us-east-1");
    assert.match(
      rule.expected,
      /^name of the rule: EC2SecurityGroup, as in the handout, or a rule that invokes the lab's function; /,
    );
    assert.match(rule.found, /^name of the rule: restrict-ports; description of rule restrict-ports: /);
    const cleanUp = during.subjects.cleanUp?.checks[0];
    assert.deepEqual([cleanUp?.seen, cleanUp?.ok], ["restrict-ports", false]);
  });

  const stops: [task: number, points: number, answers: Answers, ec2: () => FakeEc2][] = [
    [2, 15, { ...noRecorder, ...noRule, ...noLog }, () => new FakeEc2()],
    [3, 35, { ...noRule, ...noLog, ...history(untouched) }, () => new FakeEc2()],
    [4, 50, { ...noRule, ...noLog, ...history(incident, untouched) }, () => opened()],
  ];
  for (const [task, points, answers, ec2] of stops) {
    it(`is ${points} for one who stopped after Task ${task}`, async () => {
      const grade = gradeOf("stuabc", rubric, [
        await observe("stuabc", 0, { stack: inConsole, answers, ec2: ec2() }),
      ]);
      assert.deepEqual([grade.points, grade.problem], [points, undefined]);
    });
  }

  it("is 95 after Task 5, whose rule remediates the incident by itself, until the clean-up", async () => {
    assert.equal(gradeOf("stuabc", rubric, [await observe("stuabc", 0, { stack: inConsole })]).points, 95);
  });

  it("lacks the incident, its remediation and its log lines where there was no incident", async () => {
    const answers = { ...noLog, ...history(item(32, [80, 443]), untouched) };
    const grade = gradeOf("stuabc", rubric, [await observe("stuabc", 0, { stack: inConsole, answers })]);
    assert.deepEqual(lost(grade), [7, 11, 12, 13]);
  });

  it("lacks the function's part for one who fixed the group by hand, though the group is as required", async () => {
    const byHand = item(25, [80, 443]);
    const answers = { ...noLog, ...history(byHand, incident, untouched) };
    const grade = gradeOf("stuabc", rubric, [await observe("stuabc", 0, { stack: inConsole, answers })]);
    assert.deepEqual([grade.points, lost(grade)], [75, [11, 12, 13]]);
    assert.deepEqual(grade.criteria[10]?.evidence, [
      {
        subject: "remediation",
        met: false,
        where: `AWS Config, timeline of ${labGroup}; CloudWatch Logs, awsconfig_lambda_security_group, account 111122223333, us-east-1`,
        at: "2026-01-31T10:00:00.000Z",
        expected: "remediation of LabSG1: the function's log revokes what an incident in the timeline added",
        found:
          "remediation of LabSG1: TCP 465 from 0.0.0.0/0, TCP 993 from 0.0.0.0/0 added at 2026-01-31 09:20:00, removed at 2026-01-31 09:25:00 without the function",
      },
    ]);
  });

  it("shows of what is met what was found, where and when", async () => {
    const grade = gradeOf("stuabc", rubric, [await observe("stuabc", 0)]);
    const [{ met, where, at, found } = { met: false, found: "" }] = grade.criteria[10]?.evidence ?? [];
    assert.deepEqual([met, at], [true, "2026-01-31T10:00:00.000Z"]);
    assert.match(where ?? "", new RegExp(`timeline of ${labGroup}.*account 111122223333, us-east-1$`));
    assert.match(found, /revoked by the function at 2026-01-31 09:30:00$/);
  });

  it("counts what was once there, and cleaning up only where it lasts", async () => {
    const early = await observe("stuabc", 0, {
      stack: inConsole,
      answers: { ...noRecorder, ...noRule, ...noLog },
    });
    const later = await observe("stuabc", 10);
    // Nothing to clean up at first isn't a clean-up.
    assert.deepEqual(lost(gradeOf("stuabc", rubric, [early, later])), [13]);
    const reopened = await observe("stuabc", 20, { answers: history(incident, untouched), ec2: opened() });
    assert.equal(gradeOf("stuabc", rubric, [early, later, reopened]).points, 95);
  });

  it("isn't zero but missing for a lab that couldn't be looked at", async () => {
    const unseen = await observeGone("stuabc", 0, { ...noRule, ...noRecorder });
    assert.equal(gradeOf("stuabc", rubric, [unseen]).problem, "the lab isn't up");
    assert.equal(gradeOf("stuxyz", rubric, [unseen]).problem, "nothing was seen of the lab");
  });

  it("leaves another student's recorder alone: without the stack, one counts by the handout's role", async () => {
    const recorder = (roleARN: string) => ({
      ...noRule,
      DescribeConfigurationRecorders: () => ({ ConfigurationRecorders: [{ name: "default", roleARN }] }),
      DescribeConfigurationRecorderStatus: () => ({
        ConfigurationRecordersStatus: [{ name: "default", recording: true }],
      }),
    });
    const cleanUp = async (role: string) => (await observeGone("stuabc", 0, recorder(role))).subjects.cleanUp;
    const seen = async (role: string) => (await cleanUp(role))?.checks.map((check) => check.seen);
    assert.deepEqual(await seen("arn:aws:iam::111122223333:role/AwsConfigRole"), ["none", "default"]);
    assert.deepEqual(await seen("arn:aws:iam::111122223333:role/AwsConfigRole-class"), ["none", "none"]);
  });
});

describe("what is kept of a lab", () => {
  it("has no address", async () => {
    const observation = await observe("stuabc", 0);
    const topic = observation.subjects.subscription?.checks.find(({ what }) => what === "its subscription");
    assert.equal(topic?.seen, "email-json to …@example.com");
    assert.doesNotMatch(JSON.stringify(observation), /stuabc@/);
  });
});

/** The handout's incident, not remediated. */
function opened(): FakeEc2 {
  const ec2 = new FakeEc2();
  ec2.authorize(labGroup, [tcp(465), tcp(993)]);
  assert.equal(ec2.words(defaultGroup).length, 1);
  return ec2;
}
