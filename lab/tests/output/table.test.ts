import assert from "node:assert/strict";
import { layoutFor, renderTable } from "../../output/table";

const table = {
  title: "Rules",
  head: ["permission", "rule"],
  rows: [
    ["TCP 80 from 0.0.0.0/0", "sgr-1"],
    ["TCP 443 from 0.0.0.0/0", "-"],
  ],
};

describe("a table", () => {
  it("is plain columns in a file or pipe", () => {
    assert.equal(
      renderTable(table, layoutFor({})),
      [
        "Rules",
        "permission              rule",
        "TCP 80 from 0.0.0.0/0   sgr-1",
        "TCP 443 from 0.0.0.0/0  -",
      ].join("\n"),
    );
  });

  it("has lines on a terminal", () => {
    assert.equal(
      renderTable(table, layoutFor({ isTTY: true, columns: 80 })),
      [
        "Rules",
        "┌────────────────────────┬───────┐",
        "│ permission             │ rule  │",
        "├────────────────────────┼───────┤",
        "│ TCP 80 from 0.0.0.0/0  │ sgr-1 │",
        "├────────────────────────┼───────┤",
        "│ TCP 443 from 0.0.0.0/0 │ -     │",
        "└────────────────────────┴───────┘",
      ].join("\n"),
    );
  });

  it("wraps its widest column between words to fit the terminal", () => {
    assert.equal(
      renderTable(table, layoutFor({ isTTY: true, columns: 26 })),
      [
        "Rules",
        "┌────────────────┬───────┐",
        "│ permission     │ rule  │",
        "├────────────────┼───────┤",
        "│ TCP 80 from    │ sgr-1 │",
        "│ 0.0.0.0/0      │       │",
        "├────────────────┼───────┤",
        "│ TCP 443 from   │ -     │",
        "│ 0.0.0.0/0      │       │",
        "└────────────────┴───────┘",
      ].join("\n"),
    );
  });

  it("cuts a word that is longer than a line, and loses none of it", () => {
    const arn = "arn:aws:iam::111122223333:role/AwsConfigLambdaSGRole";
    const text = renderTable({ ...table, rows: [[`${arn} and more`, ""]] }, { lines: true, width: 30 });
    assert.deepEqual(
      text.split("\n").filter((line) => line.length > 30),
      [],
    );
    assert.ok(text.replaceAll(/[^\w:/-]/g, "").includes(arn));
  });

  it("of seven columns fits on a terminal of 80, indented too", () => {
    const head = ["role", "policy", "effect", "actions", "on", "condition", "remark"];
    const rows = [head.map((name) => `the ${name} is arn:aws:iam::111122223333:role/AwsConfigLambdaSGRole`)];
    const text = renderTable({ title: "Roles", head, rows }, layoutFor({ isTTY: true, columns: 80 }, 2));
    for (const line of text.split("\n")) assert.match(line, /^ {2}.{1,78}$/);
  });

  it("replaces control characters", () => {
    const text = renderTable({ ...table, rows: [["a\tb\u0007", "x"]] }, layoutFor({}));
    assert.equal(text, ["Rules", "permission  rule", "a b         x"].join("\n"));
  });

  it("is wide rather than unreadable on a very narrow terminal", () => {
    const text = renderTable(table, layoutFor({ isTTY: true, columns: 5 }));
    assert.match(text, /^│ permissi │ rule {2}│$/m);
  });

  it("keeps several lines in a cell", () => {
    const text = renderTable({ ...table, rows: [["one\ntwo", "x"]] }, layoutFor({}));
    assert.equal(text, ["Rules", "permission  rule", "one         x", "two"].join("\n"));
  });

  it("says when there is nothing in it", () => {
    assert.equal(renderTable({ ...table, rows: [] }, layoutFor({})), "Rules: none");
  });
});
