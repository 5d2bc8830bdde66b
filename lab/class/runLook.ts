import { exitCodes } from "../failures";
import { print, printJson, progress as say } from "../output/print";
import { layoutFor, renderTable } from "../output/table";
import { tasks } from "../tasks";
import { Backend } from "./backend";
import { lookForGrades, observationOf, saveEvidence } from "./grades";
import { loadClass, type ClassOptions } from "./labs";
import { failureLines, isSound, lookAtClass, lookJson, statusTable } from "./look";

export interface RunLookOptions extends ClassOptions {
  /** Numbers of the tasks to examine. @default all */
  readonly task?: readonly number[];
  readonly json?: boolean;
}

export interface RunClassVerifyOptions extends RunLookOptions {
  /** File that keeps what was seen, for grades. @default none */
  readonly save?: string;
}

/** Runs `config-lab class status`: the class as it is. @returns the exit code */
export async function runStatus(path: string, options: RunLookOptions): Promise<number> {
  await look(path, options, false);
  return exitCodes.ok;
}

/** Runs `config-lab class verify`: the class as it should be. @returns the exit code: 1 when a check failed */
export async function runClassVerify(path: string, options: RunClassVerifyOptions): Promise<number> {
  return (await look(path, options, true)) ? exitCodes.ok : exitCodes.checkFailed;
}

/** @returns whether no check failed */
async function look(path: string, options: RunClassVerifyOptions, explained: boolean): Promise<boolean> {
  const labClass = await loadClass(path, options);
  const { save } = options;
  const wanted = tasks.map(({ number }) => number).filter((number) => options.task?.includes(number) ?? true);
  const looks = await lookAtClass(labClass, await Backend.open(), {
    tasks: wanted,
    ...(save === undefined ? {} : { beside: lookForGrades }),
  });
  if (save !== undefined) {
    const now = new Date();
    const saved = await saveEvidence(
      save,
      labClass.name,
      looks.map((one) => observationOf(one, now)),
    );
    say(`${save} has ${saved.observations.length} observations, ${looks.length} of them new.`);
  }
  const sound = looks.filter(isSound).length;
  if (options.json) {
    printJson({ class: labClass.name, sound, students: looks.map(lookJson) });
  } else {
    print(renderTable(statusTable(labClass.name, looks, wanted), layoutFor(process.stdout)));
    if (explained) {
      const lines = failureLines(looks);
      print(["", ...lines, ...(lines.length > 0 ? [""] : [])].join("\n"));
      print(`No check failed for ${sound} of ${looks.length} students.`);
    }
  }
  return sound === looks.length;
}
