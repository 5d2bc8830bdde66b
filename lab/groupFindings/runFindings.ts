import { paginateDescribeSecurityGroups } from "@aws-sdk/client-ec2";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LabStackOutputs } from "../../components/labOutputs";
import { exitCodes } from "../failures";
import { print, printJson } from "../output/print";
import { layoutFor, renderTable } from "../output/table";
import { readStack, type StackSelection } from "../stack/stack";
import { findingsCsv } from "./findingsCsv";
import { findingOf, type GroupFinding } from "./groupFinding";

export interface FindingsOptions extends StackSelection {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** What the function would change, and how many groups it looks at. */
export interface Findings {
  readonly groups: number;
  readonly findings: readonly GroupFinding[];
}

/** Compares every group in the stack's scope, as it is now, with the stack's policy. Changes nothing. */
export async function readFindings(
  lab: LabStackOutputs,
  { ec2 }: AwsClients,
  now: number,
): Promise<Findings> {
  const findings: GroupFinding[] = [];
  let groups = 0;
  const Filters = lab.scope === "lab" ? [{ Name: "vpc-id", Values: [lab.vpcId] }] : undefined;
  for await (const page of paginateDescribeSecurityGroups({ client: ec2, pageSize: 500 }, { Filters })) {
    for (const group of page.SecurityGroups ?? []) {
      groups++;
      const finding = findingOf(group, lab, now);
      if (finding) findings.push(finding);
    }
  }
  return { groups, findings };
}

/** Runs `config-lab findings`. @returns the exit code */
export async function runFindings(options: FindingsOptions): Promise<number> {
  const lab = await readStack(options);
  const clients = new AwsClients(lab.region);
  try {
    const found = await readFindings(lab, clients, Date.now());
    if (options.json === true) printJson(found);
    else if (options.csv === true) print(findingsCsv(found.findings).trimEnd());
    else print(asText(lab, found));
    return exitCodes.ok;
  } finally {
    clients.destroy();
  }
}

function asText({ mode }: LabStackOutputs, { groups, findings }: Findings): string {
  const table = {
    title: `What the function ${mode === "report" ? "would change in mode enforce" : "changes"}`,
    head: ["group", "name", "to revoke", "to authorize", "exempt until"],
    rows: findings.map(({ groupId, name, revoke, authorize, exemptUntil }) => [
      groupId,
      name,
      revoke.join("\n") || "-",
      authorize.join("\n") || "-",
      exemptUntil ?? "-",
    ]),
  };
  return [
    renderTable(table, layoutFor(process.stdout)),
    `${findings.length} of ${groups} groups differ.`,
  ].join("\n");
}
