import type { LabStackOutputs } from "../../components/labOutputs";
import { toIpPermission } from "../../remediation/requiredPermissions";
import type { LabClients } from "../stack/clients";
import { permissionInWords } from "../output/permissions";
import { timeInWords } from "../output/time";
import { holds } from "./checks";
import { notYet } from "./part";
import { recorderPart } from "./recorderPart";
import type { TaskReport } from "./report";
import { readTimeline } from "./timeline";

const title = "Cause an incident, and see its configuration item";

/** Task 4: an item in LabSG1's timeline that shows the incident: what was added or removed, and when. */
export async function examineTask4(lab: LabStackOutputs, clients: LabClients): Promise<TaskReport> {
  const early = await notYet(recorderPart, lab, clients.config, 4, title);
  if (early !== undefined) return early;
  const required = lab.requiredPermissions.map((one) => permissionInWords(toIpPermission(one)));
  // The first item shows how the group began; it differs from nothing.
  const changes = (await readTimeline(clients.config, lab.securityGroupId))
    .slice(1)
    .filter(({ added, removed }) => added.length + removed.length > 0);
  const incidents = changes.filter(
    ({ added, removed }) =>
      added.some((words) => !required.includes(words)) || removed.some((words) => required.includes(words)),
  );
  const last = incidents.at(-1);
  return {
    task: 4,
    title,
    checks: [
      holds(
        `an incident in the timeline of ${lab.securityGroupName}`,
        "an item that adds what isn't required, or lacks what is",
        last === undefined
          ? `changes: ${changes.length}, none of them an incident`
          : [
              timeInWords(last.captured),
              ...last.added.map((words) => `added ${words}`),
              ...last.removed.map((words) => `removed ${words}`),
            ].join(", "),
        last !== undefined,
        "Cause one: npx config-lab incident. AWS Config shows it a few minutes later.",
      ),
    ],
    evidence: [
      {
        title: `Changes of the inbound rules of ${lab.securityGroupName}`,
        head: ["captured (UTC)", "added", "removed"],
        rows: changes.map(({ captured, added, removed }) => [
          timeInWords(captured),
          added.join("\n") || "-",
          removed.join("\n") || "-",
        ]),
      },
    ],
  };
}
