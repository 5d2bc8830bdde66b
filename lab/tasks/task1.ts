import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import { examineFunction } from "./function";
import { examineNetwork } from "./network";
import type { TaskReport } from "./report";
import { examineTopic } from "./topic";

/** Task 1, provision: the VPC's parts, LabSG1, the topic with its subscription, the function. */
export async function examineTask1(lab: LabStackOutputs, clients: LabClients): Promise<TaskReport> {
  const parts = [
    await examineNetwork(lab, clients),
    await examineTopic(lab, clients),
    await examineFunction(lab, clients),
  ];
  return {
    task: 1,
    title: "Provision the lab environment",
    checks: parts.flatMap((part) => part.checks),
    evidence: parts.flatMap((part) => part.evidence),
  };
}
