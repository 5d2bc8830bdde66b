import { stringify } from "csv-stringify/sync";
import type { GroupFinding } from "./groupFinding";

/** One line a permission. Names come from whoever made the groups, so cells that a spreadsheet would run are quoted. */
export function findingsCsv(findings: readonly GroupFinding[]): string {
  const rows = findings.flatMap(({ groupId, name, vpcId, revoke, authorize, exemptUntil = "" }) => [
    ...revoke.map((permission) => [groupId, name, vpcId, "revoke", permission, exemptUntil]),
    ...authorize.map((permission) => [groupId, name, vpcId, "authorize", permission, exemptUntil]),
  ]);
  const header = ["group", "name", "vpc", "change", "permission", "exempt until"];
  return stringify([header, ...rows], { escape_formulas: true });
}
