import assert from "node:assert/strict";
import { rulesTable } from "../../incidents/rulesTable";

describe("the table of a group's rules", () => {
  it("has the rules at several moments side by side", () => {
    const rule = (ruleId: string, words: string) => ({ ruleId, words, permission: {} });
    const before = [rule("sgr-1", "TCP 443 from 0.0.0.0/0"), rule("sgr-2", "TCP 80 from 0.0.0.0/0")];
    const during = [...before, rule("", "TCP 465 from 0.0.0.0/0")];
    assert.deepEqual(
      rulesTable("Rules of sg-1", [
        { name: "before", rules: before },
        { name: "during", rules: during },
        { name: "after", rules: before },
      ]),
      {
        title: "Rules of sg-1",
        head: ["inbound permission", "before", "during", "after"],
        rows: [
          ["TCP 80 from 0.0.0.0/0", "sgr-2", "sgr-2", "sgr-2"],
          ["TCP 443 from 0.0.0.0/0", "sgr-1", "sgr-1", "sgr-1"],
          ["TCP 465 from 0.0.0.0/0", "-", "present", "-"],
        ],
      },
    );
  });
});
