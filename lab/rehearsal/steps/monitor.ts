import { changesTable } from "../../engine/changes";
import { eventuallyDone } from "../eventually";
import { together } from "../../findings";
import type { Step } from "../step";

export const monitor: Step = {
  title: "Task 3: AWS Config, its inventory and timeline",
  async run(rehearsal) {
    const { stack, progress } = rehearsal;
    progress("Bringing the stack to stage monitored");
    await stack.setStage("monitored");
    const changes = await stack.up();
    const task3 = await eventuallyDone(rehearsal, 3);
    const table = changesTable("Stage monitored", [{ name: "up", changes }]);
    return together({ checks: [], evidence: [table] }, task3);
  },
};
