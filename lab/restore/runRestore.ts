import type { IpPermission } from "@aws-sdk/client-ec2";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LabStackOutputs } from "../../components/labOutputs";
import { planRemediation } from "../../remediation/plan";
import { confirm } from "../confirm";
import { exitCodes } from "../failures";
import { authorize } from "../incidents/ruleChange";
import { readGroupRules } from "../incidents/groupRules";
import { requireLabGroup } from "../incidents/labGroup";
import { permissionInWords } from "../output/permissions";
import { print, printJson } from "../output/print";
import { layoutFor, renderTable } from "../output/table";
import { timeInWords } from "../output/time";
import { readStack, type StackSelection } from "../stack/stack";
import { allowedLine } from "./allowedLine";
import { lostLast, lostSince, type Lost } from "./lost";

export interface RestoreOptions extends StackSelection {
  readonly group: string;
  /** The group gets back what it had then and lacks now. @default what the function revoked last */
  readonly at?: Date;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Runs `config-lab restore`. @returns the exit code */
export async function runRestore(options: RestoreOptions): Promise<number> {
  const lab = await readStack(options);
  const clients = new AwsClients(lab.region);
  try {
    // With scope account the function changes groups of every VPC, so any of them can be restored.
    if (lab.scope === "lab") await requireLabGroup(lab, clients, options.group);
    const lost = options.at
      ? await lostSince(clients, options.group, options.at)
      : await lostLast(lab, clients, options.group);
    const lines = lost.permissions.filter((one) => isRevokedAgain(lab, one)).map(allowedLine);
    if (options.json !== true) print(asText(options.group, lost, lines, lab));
    if (lost.permissions.length > 0) {
      if (options.yes !== true) {
        await confirm({
          question: `Restore this to ${options.group}? (yes/no) `,
          accepts: (answer) => /^y(es)?$/i.test(answer),
          otherwise: "Nothing was restored",
        });
      }
      const before = await readGroupRules(clients, options.group);
      await authorize(clients, options.group, before, lost.permissions, undefined);
    }
    const restored = lost.permissions.map(permissionInWords);
    if (options.json === true)
      printJson({ groupId: options.group, captured: lost.captured, restored, allowedPermissions: lines });
    else if (restored.length > 0) print(`Restored ${restored.length} of ${options.group}.`);
    return exitCodes.ok;
  } finally {
    clients.destroy();
  }
}

/** Whether the stack's policy makes the function revoke the permission again. */
function isRevokedAgain(lab: LabStackOutputs, permission: IpPermission): boolean {
  return planRemediation([permission], lab.requiredPermissions, lab.allowedPermissions).revoke.length > 0;
}

function asText(groupId: string, lost: Lost, lines: readonly string[], lab: LabStackOutputs): string {
  const table = {
    title: `What ${groupId} had at ${timeInWords(lost.captured)} UTC and lacks now`,
    head: ["inbound permission", "the stack's policy"],
    rows: lost.permissions.map((one) => [permissionInWords(one), policyOn(one, lab)]),
  };
  const text = renderTable(table, layoutFor(process.stdout));
  if (lines.length === 0) return text;
  const entries = lab.allowedPermissions.length > 0 ? "add to" : "set";
  return [
    text,
    `The function revokes what isn't allowed at the group's next evaluation. To keep it, ${entries} this in the stack's file, then pulumi up:`,
    "  config-remediation-lab:allowedPermissions:",
    ...lines.map((line) => `    ${line}`),
  ].join("\n");
}

function policyOn(permission: IpPermission, lab: LabStackOutputs): string {
  if (!isRevokedAgain(lab, permission)) return "keeps it";
  return lab.mode === "report" ? "would revoke it" : "revokes it again";
}
