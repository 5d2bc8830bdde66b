import assert from "node:assert/strict";
import { classPage } from "../../../class/report";
import { correctedAfter, placeAfter } from "../../../class/report/page/strip";
import { generatedClass, hostile } from "./generatedClass";

describe("a class's page", () => {
  const report = generatedClass(20);
  const page = classPage(report);

  it("has a row for each student, and a section for each who lacks something", () => {
    assert.equal(page.match(/<tr\s+data-state="(help|working|done)"/g)?.length, 20);
    const lacking = report.students.filter(({ sound, grade }) => !sound || grade.lost.length > 0);
    assert.equal(page.match(/<details class="task"/g)?.length, lacking.length);
    assert.match(page, /data-state="help"/);
  });

  it("lets no text become markup, and allows its own style and scripts only", () => {
    assert.equal(page.includes(hostile), false);
    assert.ok(page.includes("&lt;/script&gt;&lt;img src=x"));
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    assert.match(
      policy,
      /^default-src 'none'; style-src 'sha256-[^']*'; script-src 'sha256-[^']*'; base-uri 'none'; form-action 'none'$/,
    );
  });

  it("puts the same time at the same place for everybody, from 200 ms to an hour", () => {
    const places = [0, 200, 4_000, 60_000, 900_000, 3_600_000, 7_200_000].map(placeAfter);
    assert.equal(places[0], 8);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.deepEqual(places.slice(-2), [212, 212]);
    const events = [
      { at: "2026-01-31T09:00:00.000Z", kind: "change", what: "" },
      { at: "2026-01-31T09:00:04.000Z", kind: "correction", what: "" },
    ] as const;
    assert.equal(correctedAfter({ corrected: true, events }), 4000);
    assert.equal(correctedAfter({ corrected: false, events }), undefined);
  });
});
