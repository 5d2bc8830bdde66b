import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadRubric, maximum } from "../../../class/grades/rubric";
import { parseRubric } from "../../../class/grades/rubric/loadRubric";
import schema from "../../../class/grades/rubric/rubric.schema.json";
import { tasks } from "../../../tasks";

const known = schema.properties.criteria.items.properties.evidence.items.enum;

/** Faults as the command prints them. */
function faultsOf(text: string): string[] {
  const parsed = parseRubric(text);
  assert.ok("faults" in parsed);
  return parsed.faults.map(({ line, problem }) => `line ${line}: ${problem}`);
}

describe("a rubric", () => {
  it("may ask for what the tasks examine, and two subjects more", () => {
    const examined = tasks.flatMap(({ examinations }) => Object.keys(examinations));
    assert.deepEqual([...known].sort(), [...examined, "remediation", "cleanUp"].sort());
  });

  it("of the handout has points for every task, 100 in all", async () => {
    const rubric = await loadRubric();
    assert.equal(maximum(rubric), 100);
    const evidence = rubric.criteria.flatMap((criterion) => criterion.evidence);
    for (const { number, examinations } of tasks)
      assert.ok(
        Object.keys(examinations).some((subject) => evidence.includes(subject)),
        `Task ${number}`,
      );
  });

  it("is refused with every fault and its line", () => {
    const text = [
      "title: ''",
      "criteria:",
      "  - title: The rule",
      "    points: -5",
      "    evidence: [rule, rules]",
      "    weight: 2",
      "  - title: The incident",
      "    points: ten",
      "",
    ].join("\n");
    assert.deepEqual(faultsOf(text), [
      'line 1: title: expected NOT have fewer than 1 characters, got ""',
      "line 3: criteria[0]: unknown key weight",
      "line 4: criteria[0].points: expected > 0, got -5",
      `line 5: criteria[0].evidence[1]: expected one of ${known.join(", ")}, got "rules"`,
      "line 7: criteria[1]: must have required property 'evidence'",
      'line 8: criteria[1].points: expected number, got "ten"',
    ]);
    assert.deepEqual(faultsOf("- a list"), ['line 1: expected object, got ["a list"]']);
    assert.deepEqual(faultsOf("title: [a\n"), [
      "line 2: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ]);
  });

  it("that isn't there is named", async () => {
    await assert.rejects(loadRubric("no/such.yml"), { message: "There is no file no/such.yml." });
  });

  it("tells an editor of its schema", () => {
    const text = readFileSync(join(__dirname, "../../../class/grades/rubric/handout.yml"), "utf8");
    assert.match(text, /^# yaml-language-server: \$schema=rubric\.schema\.json$/m);
  });
});
