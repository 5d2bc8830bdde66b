import { paginateListDiscoveredResources, type ResourceIdentifier } from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { Table } from "../../output/table";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { same, type Findings } from "../../findings";
import { labGroups } from "../../stack/labGroups";
import { orAbsent } from "../../failures";
import { allOf } from "../responses";

/** What to do while a group isn't recorded yet. */
export const discovering = "AWS Config discovers existing resources within a few minutes; check again then.";

/** The security groups in AWS Config's resource inventory. */
export async function examineInventory(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const inventory = await readInventory(clients);
  const ids = inventory.map(({ resourceId }) => resourceId);
  return {
    checks: labGroups(lab).map(([id, what]) =>
      same(
        `${what} in the resource inventory`,
        "present",
        ids.includes(id) ? "present" : "absent",
        discovering,
      ),
    ),
    evidence: [inventoryTable(lab, inventory)],
  };
}

async function readInventory({ config }: AwsClients): Promise<ResourceIdentifier[]> {
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
    head: ["name", "group", "remark"],
    rows: inventory.map(({ resourceId = "", resourceName = "" }) => [
      resourceName,
      resourceId,
      remarks.get(resourceId) ?? "outside the lab",
    ]),
  };
}
