import type { LabStackOutputs } from "../../components/labOutputs";
import type { Table } from "../output/table";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { allMet, type Check, type Findings } from "../findings";
import { isExpected, type Part } from "./part";

/** Examines one subject on AWS, and changes nothing. @throws what AWS or the network threw, nothing else */
export type Examination = (lab: LabStackOutputs, clients: AwsClients) => Promise<Findings>;

/** A task of the handout, as data. */
export interface Task {
  /** As in the handout. */
  readonly number: number;
  readonly title: string;
  /** The part without which there is nothing to examine. @default none */
  readonly needs?: Part;
  /** Examines the remediation at work, which mode `report` rules out. @default false */
  readonly enforced?: boolean;
  /** By subject, in the order in which they are made. */
  readonly examinations: Readonly<Record<string, Examination>>;
}

/** Why a task can't be examined yet, and what to do first. */
export interface NotYet {
  readonly reason: string;
  readonly next: string;
}

/** A check, and the subject of the examination that made it. */
export interface TaskCheck extends Check {
  readonly subject: string;
}

/** What a task requires, checked on AWS. */
export interface TaskReport extends Findings {
  readonly checks: readonly TaskCheck[];
  readonly task: number;
  readonly title: string;
  /** Present when nothing was examined, since what the task needs isn't expected to exist. */
  readonly notYet?: NotYet;
}

/** Runs a task's examinations, unless it is too early for them. @throws what AWS or the network threw */
export async function examine(task: Task, lab: LabStackOutputs, clients: AwsClients): Promise<TaskReport> {
  const heading = { task: task.number, title: task.title };
  const early = await notYet(task, lab, clients);
  if (early !== undefined) return { ...heading, notYet: early, checks: [], evidence: [] };
  const checks: TaskCheck[] = [];
  const evidence: Table[] = [];
  for (const [subject, examination] of Object.entries(task.examinations)) {
    const findings = await examination(lab, clients);
    checks.push(...findings.checks.map((check) => ({ subject, ...check })));
    evidence.push(...findings.evidence);
  }
  return { ...heading, checks, evidence };
}

/** Whether every check of the task is met. */
export function isDone(report: TaskReport): boolean {
  return report.notYet === undefined && allMet(report);
}

async function notYet(
  { needs, enforced }: Task,
  lab: LabStackOutputs,
  clients: AwsClients,
): Promise<NotYet | undefined> {
  if (needs !== undefined && !(await isExpected(needs, lab, clients))) {
    return {
      reason: `the stack is at stage "${lab.stage}", and AWS Config has no ${needs.name(lab)} yet`,
      next: `Create it in the console as in the handout's Task ${needs.task}, or: pulumi config set stage ${needs.stage} && pulumi up`,
    };
  }
  if (enforced === true && lab.mode === "report") {
    return {
      reason: 'the stack\'s mode is "report": the function reports what it would do and changes nothing',
      next: "pulumi config set mode enforce && pulumi up",
    };
  }
  return undefined;
}
