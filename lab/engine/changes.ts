import type { OpMap } from "@pulumi/pulumi/automation";
import type { Table } from "../output/table";

/** The numbers of resources that operations of the engine changed. */
export function changesTable(
  title: string,
  operations: readonly { readonly name: string; readonly changes: OpMap }[],
): Table {
  return {
    title,
    head: ["engine", "changes"],
    rows: operations.map(({ name, changes }) => [name, changesInWords(changes)]),
  };
}

/** Such as `31 create, 1 update`; `none` when there are none. */
export function changesInWords(changes: OpMap): string {
  const parts = Object.entries(changes).map(([operation, count]) => `${count} ${operation}`);
  return parts.length > 0 ? parts.join(", ") : "none";
}
