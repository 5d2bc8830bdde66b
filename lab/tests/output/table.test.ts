import assert from "node:assert/strict";
import fc from "fast-check";
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
        "┌──────────────┬───────┐",
        "│ permission   │ rule  │",
        "├──────────────┼───────┤",
        "│ TCP 80 from  │ sgr-1 │",
        "│ 0.0.0.0/0    │       │",
        "├──────────────┼───────┤",
        "│ TCP 443 from │ -     │",
        "│ 0.0.0.0/0    │       │",
        "└──────────────┴───────┘",
      ].join("\n"),
    );
  });

  const role = "arn:aws:iam::111122223333:role/AwsConfigLambdaSGRole";

  it("shortens ids and ARNs only where they don't fit", () => {
    const of = (columns: number) =>
      renderTable(
        { ...table, rows: [[`${role} in vpc-0123456789abcdef0`, "sgr-0123456789abcdef0"]] },
        layoutFor({ isTTY: true, columns }),
      );
    assert.match(of(120), new RegExp(`│ ${role} in vpc-0123456789abcdef0 `));
    assert.equal(
      of(60),
      [
        "Rules",
        "┌────────────────────────────────────────────┬────────────┐",
        "│ permission                                 │ rule       │",
        "├────────────────────────────────────────────┼────────────┤",
        "│ …:role/AwsConfigLambdaSGRole in vpc-01234… │ sgr-01234… │",
        "└────────────────────────────────────────────┴────────────┘",
      ].join("\n"),
    );
  });

  it("becomes a list where a word doesn't fit its column", () => {
    assert.equal(
      renderTable(
        {
          ...table,
          rows: [
            [role, "sgr-1"],
            ["TCP 80", "-"],
          ],
        },
        layoutFor({ isTTY: true, columns: 40 }, 2),
      ),
      [
        "  Rules",
        "  permission  …:role/",
        "              AwsConfigLambdaSGRole",
        "  rule        sgr-1",
        "",
        "  permission  TCP 80",
        "  rule        -",
      ].join("\n"),
    );
  });

  it("is never wider than the terminal and never broken inside a word, whatever its columns", () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9]{1,12}$/);
    const cell = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
    const tables = fc.integer({ min: 1, max: 7 }).chain((columns) => {
      const row = fc.array(cell, { minLength: columns, maxLength: columns });
      return fc.record({
        head: fc.array(word, { minLength: columns, maxLength: columns }),
        rows: fc.array(row, { minLength: 1, maxLength: 4 }),
      });
    });
    fc.assert(
      fc.property(tables, fc.integer({ min: 40, max: 140 }), ({ head, rows }, columns) => {
        const lines = renderTable({ title: "T", head, rows }, layoutFor({ isTTY: true, columns })).split(
          "\n",
        );
        assert.deepEqual(
          lines.filter((line) => line.length > columns),
          [],
        );
        const shown = new Set(lines.flatMap((line) => line.split(/[ │]/)));
        const words = [...head, ...rows.flat()].flatMap((text) => text.split(" "));
        assert.deepEqual(
          words.filter((each) => !shown.has(each)),
          [],
        );
      }),
    );
  });

  it("replaces control characters", () => {
    const text = renderTable({ ...table, rows: [["a\tb\u0007", "x"]] }, layoutFor({}));
    assert.equal(text, ["Rules", "permission  rule", "a b         x"].join("\n"));
  });

  it("has lines between rows only where one takes several", () => {
    const text = renderTable(
      {
        ...table,
        rows: [
          ["one\ntwo", "x"],
          ["three", "y"],
        ],
      },
      layoutFor({ isTTY: true, columns: 80 }),
    );
    assert.equal(text.split("\n").filter((line) => line.startsWith("├")).length, 2);
  });

  it("keeps several lines in a cell", () => {
    const text = renderTable({ ...table, rows: [["one\ntwo", "x"]] }, layoutFor({}));
    assert.equal(text, ["Rules", "permission  rule", "one         x", "two"].join("\n"));
  });

  it("says when there is nothing in it", () => {
    assert.equal(renderTable({ ...table, rows: [] }, layoutFor({})), "Rules: none");
  });
});
