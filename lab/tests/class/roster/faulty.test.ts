import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { loadRoster } from "../../../class/roster";
import { faultyRosters } from "./faultyRosters";

const folder = join(__dirname, "..", "..", "fixtures", "rosters", "faulty");

describe("a faulty roster", () => {
  const names = Object.keys(faultyRosters);

  it("is in the table for each file, and each file in the table", () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.csv$/, ""));
    assert.deepEqual(files.sort(), [...names, "code-page"].sort());
    assert.ok(files.length >= 30);
  });

  for (const [name, faults] of Object.entries(faultyRosters)) {
    it(`(${name}) is refused with every fault, by line and column`, async () => {
      const count = faults.length === 1 ? "an error" : `${faults.length} errors`;
      const lines = [`${name}.csv has ${count}; nothing was started:`, ...faults.map((one) => `    ${one}`)];
      await assert.rejects(loadRoster(join(folder, `${name}.csv`)), {
        name: "LabError",
        code: "FaultyRoster",
        exitCode: 2,
        message: lines.join("\n"),
        next: "Correct the roster, then run the same command again.",
      });
    });
  }

  it("in a code page of Windows is refused with how to save it", async () => {
    await assert.rejects(loadRoster(join(folder, "code-page.csv")), {
      code: "FaultyRoster",
      message: "code-page.csv isn't text in UTF-8 or UTF-16.",
      next: 'Save it in the spreadsheet as "CSV UTF-8".',
    });
  });

  it("that isn't there is refused", async () => {
    await assert.rejects(loadRoster(join(folder, "none.csv")), {
      code: "FaultyRoster",
      message: `There is no file ${join(folder, "none.csv")}.`,
    });
  });
});
