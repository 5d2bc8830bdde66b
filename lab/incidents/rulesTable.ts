import { byTraffic } from "../output/order";
import type { Table } from "../output/table";
import type { GroupRule } from "./groupRules";

/** A group's inbound rules at one time. */
export interface Moment {
  /** Heading of its column: `before`, `after`. */
  readonly name: string;
  readonly rules: readonly GroupRule[];
}

/**
 * A group's inbound rules at several times side by side: a row for each permission, with the id of the rule that grants
 * it. The same id throughout means that the rule was never replaced; `-` that the permission didn't exist.
 */
export function rulesTable(title: string, moments: readonly Moment[]): Table {
  const permissions = [...new Set(moments.flatMap(({ rules }) => rules.map((rule) => rule.words)))].sort(
    byTraffic,
  );
  return {
    title,
    head: ["inbound permission", ...moments.map(({ name }) => name)],
    rows: permissions.map((words) => [
      words,
      ...moments.map(({ rules }) => {
        const ids = rules.filter((rule) => rule.words === words).map((rule) => rule.ruleId || "present");
        return ids.length === 0 ? "-" : ids.join(", ");
      }),
    ]),
  };
}
