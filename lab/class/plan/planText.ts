import { costTable, type LabAccount } from "../../cost";
import { renderTable, type Table, type TableLayout } from "../../output/table";
import { type ClassPlan, type Obstacle, type PlannedLab } from "./classPlan";
import { valueIn } from "./stackConfig";

/** A plan for people. */
export function planLines(plan: ClassPlan, layout: TableLayout): string[] {
  const { labs, obstacles, notes } = plan;
  const accounts = accountsOf(labs);
  return [
    renderTable(labsTable(plan), layout),
    "",
    summary(labs),
    "",
    ...(accounts.length > 0 ? [renderTable(costTable(accounts), layout), ""] : []),
    ...notes.map((note) => `Note: ${note}`),
    ...obstacleLines(obstacles),
  ];
}

function labsTable({ name, labs }: ClassPlan): Table {
  return {
    title: `Class ${name}: ${labs.length} ${labs.length === 1 ? "student" : "students"}`,
    head: ["student", "account", "region", "range", "stage", "up will"],
    rows: labs.map((lab) => [
      lab.student.stack,
      lab.account === undefined ? "?" : `${lab.account}${lab.shared ? " shared" : ""}`,
      lab.region,
      lab.range,
      valueIn(lab.config, "stage"),
      doing(lab),
    ]),
  };
}

function doing({ resources, current }: PlannedLab): string {
  if (current) return "leave it";
  return resources === 0 ? "create" : "update";
}

function summary(labs: readonly PlannedLab[]): string {
  const count = (action: string): number => labs.filter((lab) => doing(lab) === action).length;
  const parts = [
    `${count("create")} stacks to create`,
    `${count("update")} to update`,
    `${count("leave it")} as they are`,
  ];
  return `${parts.join(", ")}. A lab has a VPC with subnet, internet gateway and LabSG1, two roles, a function with its log group, and a topic with one subscription; from stage monitored on a recorder, a channel and a bucket, unless the account is shared; at stage remediated a rule.`;
}

/** The accounts' kinds, as the costs depend on them: how many students share one. */
function accountsOf(labs: readonly PlannedLab[]): { title: string; account: LabAccount }[] {
  const counts = new Map<string, number>();
  for (const { account } of labs)
    if (account !== undefined) counts.set(account, (counts.get(account) ?? 0) + 1);
  const sizes = [...new Set(counts.values())].sort((a, b) => a - b);
  return sizes.map((students) => ({
    title: students === 1 ? "account of one's own" : `one of ${students} in an account`,
    account: { students, shared: students > 1 },
  }));
}

/** What stands in the way, with the students concerned. */
export function obstacleLines(obstacles: readonly Obstacle[]): string[] {
  if (obstacles.length === 0) return [];
  return [
    `${obstacles.length === 1 ? "One thing stands" : `${obstacles.length} things stand`} in the way; nothing was made:`,
    ...obstacles.flatMap(({ students, problem, next }) => [
      `  - ${problem}`,
      `    students: ${students.join(", ")}`,
      `    ${next}`,
    ]),
  ];
}

/** A plan for programs. No addresses. */
export function planJson({ name, labs, obstacles, notes }: ClassPlan) {
  return {
    class: name,
    students: labs.map((lab) => ({
      student: lab.student.stack,
      account: lab.account,
      shared: lab.shared,
      region: lab.region,
      range: lab.range,
      stage: valueIn(lab.config, "stage"),
      action: doing(lab),
    })),
    obstacles,
    notes,
  };
}
