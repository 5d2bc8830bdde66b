import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../clients";
import type { TaskReport } from "./report";

export async function examineTask1(_lab: LabStackOutputs, _clients: LabClients): Promise<TaskReport> {
  throw new Error("being written");
}
