import { deepStrictEqual, match, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { centsPerStudent, costOf, costTable, invocation, labRun, prices, usageOf } from "../../lab/cost";
import { readDocument, root, tableAfter } from "../documents/documents";

const own = { students: 1, shared: false };
const shared = { students: 30, shared: true };
const byType = { ...shared, byTag: false };
const readme = readDocument("README.md").text;

/** The class comment's paragraph on the cost, on one line. */
function costComment(file: string): string {
  const text = readFileSync(join(root, "components", file), "utf8");
  const paragraph = /\n \* (Cost per student.*?)\n \*\n/s.exec(text)?.[1];
  ok(paragraph, `${file} has no paragraph on the cost`);
  return paragraph.replaceAll("\n * ", " ");
}

const perStudent = (amount: number, students = 1): string => `US$${(amount / students).toFixed(3)}`;

describe("what the documents say of the cost", () => {
  const groups = labRun.groups + 1;
  const changes = labRun.changesBeforeRule + labRun.changesUnderRule;

  it("is the table that is calculated", () => {
    const table = costTable([
      { title: "in an account of one's own", account: own },
      { title: "one of 30 in a shared account", account: shared },
      { title: "one of 30, rules by type", account: byType },
    ]);
    deepStrictEqual(tableAfter(readme, "<!-- cost -->"), table.rows);
    match(readme, new RegExp(`\\| ${table.head.join(" +\\| ")} +\\|`));
  });

  it("is explained with the numbers that are calculated", () => {
    const { items, invocations } = usageOf(own);
    const text = readme.replaceAll("\n", " ");
    const whole = costOf(byType).total.toFixed(0);
    for (const sentence of [
      `That is about ${centsPerStudent(own)} cents in an account of one's own: ${groups} groups and ${changes} changes are ${items} configuration items; the function runs ${invocations} times, and reports ${labRun.incidents} of them twice`,
      `In a shared account it is about ${centsPerStudent(shared)} cents too, however many students share it`,
      `With \`ruleScope: type\` and ${byType.students} students it is about ${centsPerStudent(byType)} cents (US$${whole} for the class)`,
    ])
      ok(text.includes(sentence), `the README doesn't say: ${sentence}`);
  });

  it("is the same in the components' comments", () => {
    const { items, invocations, evaluations } = usageOf(own);
    const cost = costOf(own);
    ok(cost.rest < 0.001 && cost.lambda + cost.rest < 0.001);
    deepStrictEqual(
      [costComment("configMonitoring.ts"), costComment("remediationRule.ts"), costComment("labNetwork.ts")],
      [
        `Cost per student in an account of one's own: US$${prices.config.item} per configuration item; ${groups} groups and ${changes} changes are ${items} items, ${perStudent(cost.items)}. The bucket's few kilobytes and the mails cost under US$0.001.`,
        `Cost per student in an account of one's own: US$${prices.config.evaluation[0].price} per evaluation; ${groups} groups at first and ${labRun.changesUnderRule} changes are ${invocations}, and ${labRun.incidents} of them report twice: ${evaluations}, ${perStudent(cost.evaluations)}. The function's ${invocations} runs of ${invocation.duration} s at ${invocation.memory * 1024} MB and its log cost under US$0.001. In a shared account it is ${usageOf(shared).evaluations / shared.students}; without \`evaluatedTag\` each rule would be evaluated for the groups of all students, with ${byType.students} students ${usageOf(byType).evaluations / byType.students}, ${perStudent(costOf(byType).evaluations, byType.students)}.`,
        "Cost per student: nothing. There is no instance, NAT gateway or address, and the rest is free.",
      ],
    );
  });

  it("assumes the memory that the function has", () => {
    const source = readFileSync(join(root, "components/remediationFunction.ts"), "utf8");
    match(source, new RegExp(`memorySize: ${invocation.memory * 1024},`));
  });
});
