import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { exitCodes } from "../failures";
import { print, printJson } from "../output/print";
import { layoutFor } from "../output/table";
import { readStack, type StackSelection } from "../stack/stack";
import { reportLines } from "./reportLines";
import { examine, isDone, type TaskReport } from "./task";
import { tasks } from "./tasks";

export interface RunVerifyOptions extends StackSelection {
  /** Numbers of the tasks to examine. @default all */
  readonly task?: readonly number[];
  readonly json?: boolean;
}

/** Runs `config-lab verify`. @returns the exit code: 0 when everything that can exist by now is as expected */
export async function runVerify(options: RunVerifyOptions): Promise<number> {
  const lab = await readStack(options);
  const clients = new AwsClients(lab.region);
  const wanted = tasks.filter(({ number }) => options.task?.includes(number) ?? true);
  const reports: TaskReport[] = [];
  try {
    for (const task of wanted) {
      const report = await examine(task, lab, clients);
      reports.push(report);
      if (options.json !== true) {
        print(reportLines(report, layoutFor(process.stdout)).join("\n"));
        print();
      }
    }
  } finally {
    clients.destroy();
  }
  const unmet = reports.flatMap(({ checks }) => checks).filter(({ ok }) => !ok).length;
  if (options.json === true)
    printJson({ stage: lab.stage, mode: lab.mode, scope: lab.scope, missing: unmet, tasks: reports });
  else print(summary(reports, unmet));
  return unmet === 0 ? exitCodes.ok : exitCodes.checkFailed;
}

function summary(reports: readonly TaskReport[], unmet: number): string {
  const done = reports.filter(isDone).length;
  const early = reports.filter(({ notYet }) => notYet !== undefined);
  return [
    `${done} of ${reports.length} tasks done`,
    ...(unmet > 0 ? [`${unmet} ${unmet === 1 ? "check" : "checks"} failed`] : []),
    ...(early.length > 0 ? [`not yet: ${early.map(({ task }) => task).join(", ")}`] : []),
  ].join("; ");
}
