import { paginateListDiscoveredResources, type ResourceIdentifier } from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import type { Table } from "../output/table";
import { timeInWords } from "../output/time";
import { allOf, holds, orAbsent, same } from "./checks";
import { notYet } from "./part";
import { examineRecorder } from "./recorder";
import { recorderPart } from "./recorderPart";
import type { TaskReport } from "./report";
import { readTimeline, type TimelineEntry } from "./timeline";

const title = "Set up AWS Config";
const discovering = "AWS Config needs a few minutes to discover what is there; look again then.";

/** Task 3: the recorder and its channel, the inventory of security groups, LabSG1's timeline. */
export async function examineTask3(lab: LabStackOutputs, clients: LabClients): Promise<TaskReport> {
  const early = await notYet(recorderPart, lab, clients.config, 3, title);
  if (early !== undefined) return early;
  const recorder = await examineRecorder(lab, clients.config);
  const inventory = await readInventory(clients);
  const timeline = await readTimeline(clients.config, lab.securityGroupId);
  const has = (id: string): string =>
    inventory.some(({ resourceId }) => resourceId === id) ? "there" : "not there";
  return {
    task: 3,
    title,
    checks: [
      ...recorder,
      same(
        `${lab.securityGroupName} in the resource inventory`,
        "there",
        has(lab.securityGroupId),
        discovering,
      ),
      same(
        "the VPC's default group in the resource inventory",
        "there",
        has(lab.defaultSecurityGroupId),
        discovering,
      ),
      holds(
        `configuration items of ${lab.securityGroupName}`,
        "at least one",
        String(timeline.length),
        timeline.length > 0,
        discovering,
      ),
    ],
    evidence: [inventoryTable(lab, inventory), timelineTable(lab, timeline)],
  };
}

async function readInventory({ config }: LabClients): Promise<ResourceIdentifier[]> {
  const pages = paginateListDiscoveredResources(
    { client: config },
    { resourceType: "AWS::EC2::SecurityGroup" },
  );
  const found = await orAbsent(
    allOf(pages, (page) => page.resourceIdentifiers),
    "NoAvailableConfigurationRecorderException",
  );
  return found ?? [];
}

function inventoryTable(lab: LabStackOutputs, inventory: readonly ResourceIdentifier[]): Table {
  const remarks = new Map([
    [lab.securityGroupId, "the lab's group"],
    [lab.defaultSecurityGroupId, "the default group of Lab VPC"],
  ]);
  return {
    title: "Security groups in the resource inventory",
    head: ["group", "name", "remark"],
    rows: inventory.map(({ resourceId = "", resourceName = "" }) => [
      resourceId,
      resourceName,
      remarks.get(resourceId) ?? "outside the lab",
    ]),
  };
}

function timelineTable(lab: LabStackOutputs, timeline: readonly TimelineEntry[]): Table {
  return {
    title: `Timeline of ${lab.securityGroupName}`,
    head: ["captured (UTC)", "status", "inbound permissions"],
    rows: timeline.map(({ captured, status, permissions }) => [
      timeInWords(captured),
      status,
      permissions.join("\n") || "none",
    ]),
  };
}
