import assert from "node:assert/strict";
import { exemptionTag, readExemption } from "../../remediation/exemption";

const now = Date.parse("2026-11-27T12:00:00Z");
const tagged = (Value: string) => [
  { Key: "Name", Value: "LabSG1" },
  { Key: exemptionTag, Value },
];

describe("readExemption", () => {
  it("exempts up to the end of the day", () => {
    assert.deepEqual(readExemption(tagged("2026-12-31"), now), { until: "2026-12-31" });
    assert.deepEqual(readExemption(tagged("2026-11-27"), now), { until: "2026-11-27" });
    assert.deepEqual(readExemption(tagged("2026-11-27"), Date.parse("2026-11-28T00:00:00Z")), {
      fault: "2026-11-27 is past",
    });
  });

  it("exempts nothing without the tag", () => {
    assert.deepEqual(readExemption([{ Key: "Name", Value: "2026-12-31" }], now), {});
  });

  for (const value of [
    "",
    "tomorrow",
    "2026-02-30",
    "2026-13-01",
    "2026-12-31T10:00:00Z",
    "31.12.2026",
    "9999",
  ]) {
    it(`exempts nothing with ${JSON.stringify(value)}`, () => {
      assert.deepEqual(readExemption(tagged(value), now), {
        fault: `expected a date like 2026-12-31, got ${JSON.stringify(value)}`,
      });
    });
  }

  it("exempts nothing with a date that is past", () => {
    assert.deepEqual(readExemption(tagged("2026-11-26"), now), { fault: "2026-11-26 is past" });
  });
});
