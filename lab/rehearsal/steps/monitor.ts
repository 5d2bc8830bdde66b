import { examineTask3 } from "../../tasks";
import { changesTable } from "../changes";
import { eventually } from "../eventually";
import { together, type Step } from "../step";

export const monitor: Step = {
  title: "Task 3: set up AWS Config, look at the inventory and the timeline",
  async run({ stack, clients, signal, progress }) {
    progress("Bringing the stack to stage monitored");
    await stack.setStage("monitored");
    const changes = await stack.up();
    const task3 = await eventually(signal, () => examineTask3(stack.outputs, clients));
    const table = changesTable("Stage monitored", [{ name: "up", changes }]);
    return together({ checks: [], evidence: [table] }, task3);
  },
};
