import assert from "node:assert/strict";
import { parseDuration } from "../../commands/durationOption";

describe("a duration as an option", () => {
  it("is a number with a unit", () => {
    assert.deepEqual(
      ["90s", "15m", "2h", " 1d "].map(parseDuration),
      [90_000, 900_000, 7_200_000, 86_400_000],
    );
    for (const wrong of ["15", "m", "-5m", "1.5h", "1w", ""]) {
      assert.throws(() => parseDuration(wrong), {
        message: `expected a number with s, m, h or d, such as 15m, got "${wrong}"`,
      });
    }
  });
});
