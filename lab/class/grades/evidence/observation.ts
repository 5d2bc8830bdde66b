import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LabStackOutputs } from "../../../../components/labOutputs";
import type { Check, Findings } from "../../../findings";
import type { Table } from "../../../output/table";
import { withoutAddresses } from "../../../output/withoutAddresses";
import { tasks } from "../../../tasks";
import type { LabLook } from "../../look";
import { examineCleanUp } from "./cleanUp";
import { placeOf } from "./places";
import { examineRemediation } from "./remediation";

/** What was seen of one student's lab at one time. Without addresses: it is kept and handed on. */
export interface Observation {
  readonly student: string;
  /** ISO 8601. */
  readonly at: string;
  readonly stage?: string;
  /** By subject: what was checked, or why it is too early for it. */
  readonly subjects: Readonly<Record<string, SubjectObservation>>;
  /** What a student would look at in the console. */
  readonly evidence: readonly Table[];
  /** Why nothing, or not everything, could be examined. */
  readonly problem?: string;
}

export interface SubjectObservation {
  /** Where in the account the evidence is. */
  readonly where: string;
  readonly checks: readonly Check[];
  readonly notYet?: string;
}

/** Examinations that grades need and no task has. */
export async function lookForGrades(
  stack: string,
  lab: LabStackOutputs | undefined,
  clients: AwsClients,
): Promise<Record<string, Findings>> {
  const cleanUp = await examineCleanUp(stack, lab, clients);
  return lab === undefined ? { cleanUp } : { cleanUp, remediation: await examineRemediation(lab, clients) };
}

/** A look as it is kept. */
export function observationOf(look: LabLook, at: Date): Observation {
  const { student, stage, region, reports, outputs, beside = {}, problem } = look;
  const subject = (name: string, checks: readonly Check[], notYet?: string): [string, SubjectObservation] => [
    name,
    { where: placeOf(name, outputs, region), checks, ...(notYet === undefined ? {} : { notYet }) },
  ];
  const ofTasks = reports.flatMap(({ task, checks, notYet }) =>
    subjectsOf(task).map((name) =>
      subject(
        name,
        checks.filter((check) => check.subject === name),
        notYet?.reason,
      ),
    ),
  );
  const ofOthers = Object.entries(beside).map(([name, { checks }]) => subject(name, checks));
  return withoutAddresses({
    student,
    at: at.toISOString(),
    stage,
    subjects: Object.fromEntries([...ofTasks, ...ofOthers]),
    evidence: [...reports, ...Object.values(beside)].flatMap((one) => one.evidence),
    problem,
  });
}

function subjectsOf(number: number): string[] {
  return Object.keys(tasks.find((task) => task.number === number)?.examinations ?? {});
}
