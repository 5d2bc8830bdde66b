import { eventuallyDone } from "../eventually";
import type { Step } from "../step";

export const log: Step = {
  title: "Task 7: search the log for `revoking for`",
  run: (rehearsal) => eventuallyDone(rehearsal, 7),
};
