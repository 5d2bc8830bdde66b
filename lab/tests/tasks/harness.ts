import assert from "node:assert/strict";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { Check } from "../../findings";
import { examine as examineTask, tasks, type Task, type TaskReport } from "../../tasks";
import { fakeClients, type Answers } from "../fakes/fakeClients";
import { FakeEc2, tcp } from "../fakes/fakeEc2";
import { healthyLab } from "../fakes/labAnswers";
import { defaultGroup, labStack } from "../fakes/labStack";

/** EC2 as the remediation has left it: both groups have what the handout requires. */
export function remediatedEc2(): FakeEc2 {
  const ec2 = new FakeEc2();
  ec2.revokeWords(defaultGroup, `all traffic from ${defaultGroup}`);
  ec2.authorize(defaultGroup, [tcp(80), tcp(443)]);
  return ec2;
}

/** What differs from a healthy lab at stage `remediated`. */
export interface Differences {
  readonly answers?: Answers;
  readonly stack?: Partial<LabStackOutputs>;
  readonly ec2?: FakeEc2;
}

export function taskNumbered(number: number): Task {
  const task = tasks.find((each) => each.number === number);
  assert.ok(task, `no task ${number}`);
  return task;
}

/** What a task reports of a healthy lab that differs in something. */
export function examine(
  task: number,
  { answers, stack, ec2 = remediatedEc2() }: Differences = {},
): Promise<TaskReport> {
  const lab = labStack(stack);
  return examineTask(taskNumbered(task), lab, fakeClients({ ...healthyLab(lab, ec2), ...answers }));
}

/** The checks that aren't met. */
export function missing(report: TaskReport): Omit<Check, "ok">[] {
  return report.checks
    .filter(({ ok }) => !ok)
    .map(({ what, expected, seen, hint }) => ({ what, expected, seen, hint }));
}

/** The same in short, for tests of what is found rather than of how it is told. */
export function missingInShort(report: TaskReport): string[] {
  return missing(report).map(({ what, seen }) => `${what}: ${seen}`);
}

export const redeploy = "Bring AWS back to what the program says: pulumi refresh, then pulumi up";
