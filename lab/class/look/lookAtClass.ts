import type { LabStackOutputs } from "../../../components/labOutputs";
import { explain } from "../../failures";
import { readStack } from "../../stack/stack";
import { examine, tasks, type TaskReport } from "../../tasks";
import type { Backend, ListedStack } from "../backend";
import { clientsWith } from "../credentials";
import { readRecord, type LabClass, type StudentLab } from "../labs";

/** What a student's lab shows. */
export interface LabLook {
  readonly student: string;
  readonly lastUpdate?: Date;
  /** Undefined where the lab isn't up. */
  readonly stage?: string;
  /** Of the tasks that were examined. */
  readonly reports: readonly TaskReport[];
  /** Why nothing, or not everything, could be examined. */
  readonly problem?: string;
}

/** Labs that are examined at a time: requests of one wait for AWS while another's are sent. */
const atOnce = 4;

/** Examines the labs of the selected students, and changes nothing. @param wanted numbers of tasks */
export async function lookAtClass(
  { selected }: LabClass,
  backend: Backend,
  wanted: readonly number[],
): Promise<LabLook[]> {
  const stacks = await backend.stacks();
  const looks = new Map<StudentLab, LabLook>();
  const queue = [...selected];
  const worker = async (): Promise<void> => {
    for (let lab = queue.shift(); lab !== undefined; lab = queue.shift())
      looks.set(lab, await lookAt(lab, stacks.get(lab.student.stack), wanted));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return selected.flatMap((lab) => looks.get(lab) ?? []);
}

async function lookAt(
  lab: StudentLab,
  listed: ListedStack | undefined,
  wanted: readonly number[],
): Promise<LabLook> {
  const student = lab.student.stack;
  const reports: TaskReport[] = [];
  if (listed === undefined || listed.resources === 0) {
    return { student, lastUpdate: listed?.lastUpdate, reports, problem: "the lab isn't up" };
  }
  const { lastUpdate } = listed;
  let stage: string | undefined;
  try {
    const outputs = await outputsOf(lab, lastUpdate);
    stage = outputs.stage;
    const clients = await clientsWith(lab.source, outputs.region);
    try {
      for (const task of tasks.filter(({ number }) => wanted.includes(number)))
        reports.push(await examine(task, outputs, clients));
    } finally {
      clients.destroy();
    }
    return { student, lastUpdate, stage, reports };
  } catch (error) {
    return { student, lastUpdate, stage, reports, problem: explain(error).message };
  }
}

/** From the record of the latest run, if the stack hasn't been updated since; else from Pulumi, which takes a second. */
async function outputsOf(lab: StudentLab, lastUpdate: Date | undefined): Promise<LabStackOutputs> {
  const record = await readRecord(lab.workDir);
  const recent =
    record?.outputs !== undefined && lastUpdate !== undefined && lastUpdate <= new Date(record.endedAt);
  return recent && record.outputs !== undefined ? record.outputs : readStack({ stack: lab.student.stack });
}
