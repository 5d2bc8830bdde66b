import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import type { TaskReport } from "./report";
import { examineTask1 } from "./task1";
import { examineTask2 } from "./task2";
import { examineTask3 } from "./task3";
import { examineTask4 } from "./task4";
import { examineTask5 } from "./task5";
import { examineTask6 } from "./task6";
import { examineTask7 } from "./task7";

export type { Check, TaskReport } from "./report";
export { isDone } from "./report";
export { examineTask1, examineTask2, examineTask3, examineTask4, examineTask5, examineTask6, examineTask7 };

/** Looks at one task on AWS; throws only what AWS or the network threw. */
export type Examiner = (lab: LabStackOutputs, clients: LabClients) => Promise<TaskReport>;

/** The examiners in the handout's order: Task 1 is the first. */
export const examiners: readonly Examiner[] = [
  examineTask1,
  examineTask2,
  examineTask3,
  examineTask4,
  examineTask5,
  examineTask6,
  examineTask7,
];
