import { exitCodes, LabError } from "../failures";
import { print, printJson } from "../output/print";
import { writePage } from "../report";
import { tasks } from "../tasks";
import { Backend } from "./backend";
import { loadRubric, lookForGrades, observationOf, readEvidence } from "./grades";
import { loadClass, type ClassOptions } from "./labs";
import { lookAtClass, type LookBeside } from "./look";
import { classPage, classReport, lookForIncident } from "./report";

export interface RunClassReportOptions extends ClassOptions {
  /** File of the page. @default `class-report.html` in the working directory */
  readonly output?: string;
  /** What points are given for. @default the handout's */
  readonly rubric?: string;
  /** Files of `config-lab class verify --save`, whose evidence counts beside what is seen now. @default none */
  readonly from?: readonly string[];
  /** Prints the data, and writes no page. */
  readonly json?: boolean;
}

/** Runs `config-lab class report`. Changes nothing on AWS. @returns the exit code */
export async function runClassReport(
  path: string,
  { output = "class-report.html", json, rubric: rubricFile, from = [], ...options }: RunClassReportOptions,
): Promise<number> {
  const rubric = await loadRubric(rubricFile);
  const saved = await Promise.all(from.map(readEvidence));
  const labClass = await loadClass(path, options);
  const others = saved.map((one) => one.class).filter((name) => name !== labClass.name);
  if (others.length > 0) {
    throw new LabError(
      `The evidence is of the class ${others.join(", ")}, and the roster of ${labClass.name}.`,
      {
        code: "OtherClass",
        exitCode: exitCodes.usage,
        next: "Give files of this class, or its name (--class).",
      },
    );
  }
  const looks = await lookAtClass(labClass, await Backend.open(), {
    tasks: tasks.map(({ number }) => number),
    beside: lookForBoth,
  });
  const now = new Date();
  const seen = looks.map((look) => observationOf(look, now));
  const report = classReport({
    name: labClass.name,
    looks,
    tasks: tasks.map(({ number, title }) => ({ number, title })),
    grading: { rubric, observations: [...saved.flatMap(({ observations }) => observations), ...seen] },
    now,
  });
  if (json === true) printJson(report);
  else
    print(
      `The report is in ${await writePage(classPage(report), output, "config-lab class report ROSTER.csv")}`,
    );
  return exitCodes.ok;
}

const lookForBoth: LookBeside = async (...lab) => ({
  ...(await lookForIncident(...lab)),
  ...(await lookForGrades(...lab)),
});
