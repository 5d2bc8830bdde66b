import type { GroupRule } from "../incidents/groupRules";
import { byTraffic } from "./order";
import type { Table } from "./table";

/** A group's inbound rules at one moment. */
export interface Moment {
  /** Heading of its column: `before`, `after`. */
  readonly name: string;
  readonly rules: readonly GroupRule[];
}

/**
 * A group's inbound rules at several moments side by side: one row a permission, in its cells the id of the rule that
 * grants it. The same id all along means that the rule was never touched; `-` that the permission isn't there.
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
        const ids = rules.filter((rule) => rule.words === words).map((rule) => rule.ruleId || "there");
        return ids.length === 0 ? "-" : ids.join(", ");
      }),
    ]),
  };
}
