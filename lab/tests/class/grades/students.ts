import type { LabStackOutputs } from "../../../../components/labOutputs";
import { lookForGrades, observationOf, type Observation } from "../../../class/grades";
import { examine, tasks } from "../../../tasks";
import { fakeClients, type Answers } from "../../fakes/fakeClients";
import type { FakeEc2 } from "../../fakes/fakeEc2";
import { absent, healthyLab, rulesOfOtherNames } from "../../fakes/labAnswers";
import { labStack } from "../../fakes/labStack";
import { remediatedEc2 } from "../../tasks/harness";

export interface Differences {
  readonly stack?: Partial<LabStackOutputs>;
  readonly answers?: Answers;
  readonly ec2?: FakeEc2;
}

/** What is seen of a healthy lab that differs in something. */
export async function observe(
  student: string,
  minute: number,
  { stack, answers, ec2 = remediatedEc2() }: Differences = {},
): Promise<Observation> {
  const outputs = labStack(stack);
  const clients = fakeClients({ ...healthyLab(outputs, ec2), ...answers });
  const reports = [];
  for (const task of tasks) reports.push(await examine(task, outputs, clients));
  const beside = await lookForGrades(student, outputs, clients);
  const { stage, region } = outputs;
  return observationOf({ student, region, stage, reports, outputs, beside }, at(minute));
}

/** What is seen of a student whose stack is gone. */
export async function observeGone(student: string, minute: number, answers: Answers): Promise<Observation> {
  const beside = await lookForGrades(student, undefined, fakeClients(answers));
  return observationOf(
    { student, region: "us-east-1", reports: [], beside, problem: "the lab isn't up" },
    at(minute),
  );
}

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 31, 10, minute));

export const noRecorder: Answers = {
  DescribeConfigurationRecorders: () => ({ ConfigurationRecorders: [] }),
  DescribeConfigurationRecorderStatus: () => ({ ConfigurationRecordersStatus: [] }),
  GetResourceConfigHistory: absent("NoAvailableConfigurationRecorderException"),
};

export const noRule: Answers = rulesOfOtherNames();

export const noLog: Answers = { FilterLogEvents: () => ({ events: [] }) };
