import { examineTask7 } from "../../tasks";
import { eventually } from "../eventually";
import type { Step } from "../step";

export const log: Step = {
  title: "Task 7: search the log for `revoking for`",
  run: ({ stack, clients, signal }) => eventually(signal, () => examineTask7(stack.outputs, clients)),
};
