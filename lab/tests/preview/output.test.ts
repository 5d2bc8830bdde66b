import assert from "node:assert/strict";
import type { ResourceChange } from "../../preview/changes";
import { resultOf, type PreviewResult } from "../../preview/result";
import { resultAsMarkdown } from "../../preview/resultAsMarkdown";
import { resultAsText } from "../../preview/resultAsText";

const change = (
  operation: ResourceChange["operation"],
  properties: ResourceChange["properties"] = [],
): ResourceChange => ({ operation, resource: "SecurityGroup network-sg1", urn: "urn", properties });

const replaced = change("replace", [
  { property: "description", before: '"LabSG1"', after: '"LabGroup"', replaces: true },
  { property: "tags.Course", before: "(none)", after: '"security"', replaces: false },
]);
const found = { base: "main", commit: "0123456789abcdef", changes: [], violations: [], notes: [] };

describe("the result of a preview", () => {
  it("is refused for what --fail-on names, and for a violated policy", () => {
    const violations = [{ policy: "handout-names", message: "Names.\nExpected one." }];
    const outcomes = [
      resultOf(found, ["delete", "replace"]),
      resultOf({ ...found, changes: [replaced] }, []),
      resultOf({ ...found, changes: [replaced] }, ["delete", "replace"]),
      resultOf({ ...found, violations }, []),
    ];
    assert.deepEqual(
      outcomes.map(({ ok, refused }) => [ok, refused]),
      [
        [true, []],
        [true, []],
        [false, ["replace"]],
        [false, []],
      ],
    );
  });

  it("is a line a resource and a line a changed property", () => {
    assert.equal(
      resultAsText(resultOf({ ...found, changes: [replaced, change("delete")] }, ["replace"])),
      [
        "A lab of main (0123456), changed to the working tree: 1 replace, 1 delete",
        "",
        "replace  SecurityGroup network-sg1",
        '         description (replaces)          "LabSG1" → "LabGroup"',
        '         tags.Course                     (none) → "security"',
        "delete   SecurityGroup network-sg1",
        "",
        "Refused: it needs replace.",
      ].join("\n"),
    );
    assert.equal(
      resultAsText(resultOf(found, [])),
      "A lab of main (0123456), changed to the working tree: nothing",
    );
  });

  it("fits 80 columns, whatever is long", () => {
    const long = "x".repeat(300);
    const words = "a violated policy ".repeat(20);
    const text = resultAsText(
      resultOf(
        {
          ...found,
          changes: [
            { ...replaced, resource: long },
            change("update", [
              { property: long, before: long, after: long, replaces: true },
              { property: "short", before: long, after: "1", replaces: false },
              { property: "short", before: "1", after: long, replaces: false },
            ]),
          ],
          violations: [{ policy: long, resource: long, message: `${words}\n${long}` }],
        },
        [],
      ),
    );
    assert.deepEqual(
      text.split("\n").filter((line) => [...line].length > 80),
      [],
    );
    assert.match(text, / x+… → 1\n/);
    assert.match(text, / 1 → x+…\n/);
  });

  it("is a table and a fenced diff in a summary, in which nothing is markup", () => {
    const result: PreviewResult = resultOf(
      {
        ...found,
        changes: [
          replaced,
          change("delete", [{ property: "name", before: '"`|<b>"', after: "(none)", replaces: false }]),
        ],
        violations: [{ policy: "handout-names", message: "Expected <one> | none.\nGot two." }],
      },
      ["delete"],
    );
    assert.equal(
      resultAsMarkdown(result),
      [
        "### A lab of main (0123456), changed to the working tree: 1 replace, 1 delete",
        "",
        "**Refused: it needs delete, and it violates a policy.**",
        "",
        "| policy | resource | violation |",
        "| --- | --- | --- |",
        "| `handout-names` | the stack | Expected &#60;one&#62; &#124; none. Got two. |",
        "",
        "| change | resource | property | before | after |",
        "| --- | --- | --- | --- | --- |",
        '| replace | SecurityGroup network-sg1 | `description` (replaces) | `"LabSG1"` | `"LabGroup"` |',
        '|  |  | `tags.Course` | `(none)` | `"security"` |',
        "| delete | SecurityGroup network-sg1 |  |  |  |",
        "",
        "```diff",
        "! replace SecurityGroup network-sg1",
        '-   description: "LabSG1"',
        '+   description: "LabGroup"',
        '+   tags.Course: "security"',
        "- delete SecurityGroup network-sg1",
        '-   name: "`|<b>"',
        "```",
        "",
        "",
      ].join("\n"),
    );
  });

  it("of many changes is cut in the summary", () => {
    const text = resultAsMarkdown(resultOf({ ...found, changes: Array(500).fill(change("delete")) }, []));
    assert.match(text, /\n# 100 more lines: npx config-lab preview --json\n```/);
  });
});
