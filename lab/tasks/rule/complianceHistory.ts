import type { ConfigServiceClient } from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../../components/labOutputs";
import { timeInWords } from "../../output/time";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { holds, type Check, type Findings } from "../../findings";
import { readItems } from "../history/configurationItems";
import { groupInWords, labGroups } from "../../stack/labGroups";
import { showRemediation } from "./rulePart";

/** A group's compliance with all rules, from a point in time on. */
interface ComplianceItem {
  readonly captured: Date | undefined;
  /** `COMPLIANT`, `NON_COMPLIANT`, or empty for the item of a deletion. */
  readonly compliance: string;
}

/**
 * The groups' compliance over time. AWS keeps it only while the recorder records AWS::Config::ResourceCompliance, which
 * the handout's doesn't; then there is nothing to check, and the report says so.
 */
export async function examineComplianceHistory(
  lab: LabStackOutputs,
  { config }: AwsClients,
): Promise<Findings> {
  const checks: Check[] = [];
  const rows: string[][] = [];
  for (const [id, what] of labGroups(lab)) {
    const history = await readHistory(config, id);
    checks.push(examineOrder(lab, what, history));
    const group = groupInWords(lab, id);
    rows.push(...history.map(({ captured, compliance }) => [group, compliance, timeInWords(captured)]));
  }
  return {
    checks,
    evidence: [{ title: "Compliance history", head: ["group", "compliance", "from (UTC)"], rows }],
  };
}

function examineOrder(lab: LabStackOutputs, what: string, history: readonly ComplianceItem[]): Check {
  const steps = history.map(({ compliance }) => compliance);
  const before = steps.indexOf("NON_COMPLIANT");
  // In mode `report` nothing makes a group compliant again.
  const expected = lab.mode === "report" ? "recorded" : "NON_COMPLIANT before COMPLIANT";
  const ok =
    history.length === 0 || lab.mode === "report" || (before >= 0 && steps.lastIndexOf("COMPLIANT") > before);
  return holds(
    `compliance history of ${what}`,
    expected,
    history.length === 0
      ? "not recorded: the recorder doesn't record AWS::Config::ResourceCompliance"
      : steps.join(", "),
    ok,
    showRemediation,
  );
}

async function readHistory(config: ConfigServiceClient, groupId: string): Promise<ComplianceItem[]> {
  const items = await readItems(
    config,
    "AWS::Config::ResourceCompliance",
    `AWS::EC2::SecurityGroup/${groupId}`,
  );
  return items.map((item) => {
    const configuration = JSON.parse(item.configuration || "{}") as { complianceType?: string };
    return { captured: item.configurationItemCaptureTime, compliance: configuration.complianceType ?? "" };
  });
}
