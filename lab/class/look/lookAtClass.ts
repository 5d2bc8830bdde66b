import type { LabStackOutputs } from "../../../components/labOutputs";
import { explain } from "../../failures";
import { readStack } from "../../stack/stack";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { Findings } from "../../findings";
import { examine, tasks, type TaskReport } from "../../tasks";
import type { Backend, ListedStack } from "../backend";
import { clientsWith } from "../credentials";
import { readRecord, type LabClass, type StudentLab } from "../labs";

/** What a student's lab shows. */
export interface LabLook {
  readonly student: string;
  readonly region: string;
  readonly lastUpdate?: Date;
  /** Undefined where the lab isn't up. */
  readonly stage?: string;
  /** Of the tasks that were examined. */
  readonly reports: readonly TaskReport[];
  /** The stack's outputs; undefined where the lab isn't up. */
  readonly outputs?: LabStackOutputs;
  /** What was looked at beside the tasks, by subject. */
  readonly beside?: Readonly<Record<string, Findings>>;
  /** Why nothing, or not everything, could be examined. */
  readonly problem?: string;
}

/** Looks at what no task has, also of a lab that isn't up. @throws what AWS or the network threw */
export type LookBeside = (
  stack: string,
  outputs: LabStackOutputs | undefined,
  clients: AwsClients,
) => Promise<Readonly<Record<string, Findings>>>;

export interface LookOptions {
  /** Numbers of tasks. */
  readonly tasks: readonly number[];
  /** @default nothing */
  readonly beside?: LookBeside;
}

/** Labs that are examined at a time: requests of one wait for AWS while another's are sent. */
const atOnce = 4;

/** Examines the labs of the selected students, and changes nothing. */
export async function lookAtClass(
  { selected }: LabClass,
  backend: Backend,
  options: LookOptions,
): Promise<LabLook[]> {
  const stacks = await backend.stacks();
  const looks = new Map<StudentLab, LabLook>();
  const queue = [...selected];
  const worker = async (): Promise<void> => {
    for (let lab = queue.shift(); lab !== undefined; lab = queue.shift())
      looks.set(lab, await lookAt(lab, stacks.get(lab.student.stack), options));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return selected.flatMap((lab) => looks.get(lab) ?? []);
}

async function lookAt(
  lab: StudentLab,
  listed: ListedStack | undefined,
  { tasks: wanted, beside }: LookOptions,
): Promise<LabLook> {
  const lastUpdate = listed?.lastUpdate;
  const reports: TaskReport[] = [];
  const look: LabLook = { student: lab.student.stack, region: lab.region, lastUpdate, reports };
  const isUp = listed !== undefined && listed.resources > 0;
  const problem = isUp ? {} : { problem: "the lab isn't up" };
  if (!isUp && beside === undefined) return { ...look, ...problem };
  let known: Pick<LabLook, "outputs" | "stage"> = {};
  try {
    const outputs = isUp ? await outputsOf(lab, lastUpdate) : undefined;
    known = { outputs, stage: outputs?.stage };
    const clients = await clientsWith(lab.source, outputs?.region ?? lab.region);
    try {
      if (outputs !== undefined)
        for (const task of tasks.filter(({ number }) => wanted.includes(number)))
          reports.push(await examine(task, outputs, clients));
      return { ...look, ...known, ...problem, beside: await beside?.(look.student, outputs, clients) };
    } finally {
      clients.destroy();
    }
  } catch (error) {
    return { ...look, ...known, problem: explain(error).message };
  }
}

/** From the record of the latest run, if the stack hasn't been updated since; else from Pulumi, which takes a second. */
export async function outputsOf(lab: StudentLab, lastUpdate: Date | undefined): Promise<LabStackOutputs> {
  const record = await readRecord(lab.workDir);
  const recent =
    record?.outputs !== undefined && lastUpdate !== undefined && lastUpdate <= new Date(record.endedAt);
  return recent && record.outputs !== undefined ? record.outputs : readStack({ stack: lab.student.stack });
}
