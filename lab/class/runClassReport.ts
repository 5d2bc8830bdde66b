import { exitCodes } from "../failures";
import { print, printJson } from "../output/print";
import { writePage } from "../report";
import { tasks } from "../tasks";
import { Backend } from "./backend";
import { loadClass, type ClassOptions } from "./labs";
import { lookAtClass } from "./look";
import { classPage, classReport, lookForIncident } from "./report";

export interface RunClassReportOptions extends ClassOptions {
  /** File of the page. @default `class-report.html` in the working directory */
  readonly output?: string;
  /** Prints the data, and writes no page. */
  readonly json?: boolean;
}

/** Runs `config-lab class report`. Changes nothing on AWS. @returns the exit code */
export async function runClassReport(
  path: string,
  { output = "class-report.html", json, ...options }: RunClassReportOptions,
): Promise<number> {
  const labClass = await loadClass(path, options);
  const looks = await lookAtClass(labClass, await Backend.open(), {
    tasks: tasks.map(({ number }) => number),
    beside: lookForIncident,
  });
  const named = tasks.map(({ number, title }) => ({ number, title }));
  const report = classReport(labClass.name, looks, named, new Date());
  if (json === true) printJson(report);
  else
    print(
      `The report is in ${await writePage(classPage(report), output, "config-lab class report ROSTER.csv")}`,
    );
  return exitCodes.ok;
}
