import { createClients } from "../stack/clients";
import { exitCodes } from "../failures/labError";
import { print, printJson } from "../output/progress";
import { reportLines } from "../output/report";
import { layoutFor } from "../output/table";
import { readStack, type StackSelection } from "../stack/stack";
import { examiners, isDone, type TaskReport } from ".";

export interface RunVerifyOptions extends StackSelection {
  /** Tasks to look at, 1 to 7. @default all */
  readonly task?: readonly number[];
  readonly json?: boolean;
}

/** Runs `config-lab verify`. @returns the exit code: 0 when all that can be there by now is there */
export async function runVerify(options: RunVerifyOptions): Promise<number> {
  const lab = await readStack(options);
  const clients = createClients({ region: lab.region });
  const wanted = options.task ?? examiners.map((_, index) => index + 1);
  const reports: TaskReport[] = [];
  try {
    for (const [index, examine] of examiners.entries()) {
      if (!wanted.includes(index + 1)) continue;
      const report = await examine(lab, clients);
      reports.push(report);
      if (options.json !== true) {
        print(reportLines(report, layoutFor(process.stdout)).join("\n"));
        print();
      }
    }
  } finally {
    clients.destroy();
  }
  const missing = reports.flatMap(({ checks }) => checks).filter(({ ok }) => !ok).length;
  if (options.json === true)
    printJson({ stage: lab.stage, mode: lab.mode, scope: lab.scope, missing, tasks: reports });
  else print(summary(reports, missing));
  return missing === 0 ? exitCodes.ok : exitCodes.checkFailed;
}

function summary(reports: readonly TaskReport[], missing: number): string {
  const done = reports.filter(isDone).length;
  const early = reports.filter(({ notYet }) => notYet !== undefined);
  return [
    `${done} of ${reports.length} tasks as they should be`,
    ...(missing > 0 ? [`${missing} ${missing === 1 ? "check" : "checks"} missing`] : []),
    ...(early.length > 0 ? [`not yet: ${early.map(({ task }) => task).join(", ")}`] : []),
  ].join("; ");
}
