import assert from "node:assert/strict";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import { readDocument, tableAfter } from "../../../tests/documents/documents";
import { recoveryRows, tableBegin } from "../../recovery/document";
import { runTrials } from "./recoveryTrials";

describe("every resource, replaced and deleted by hand, one by one", function () {
  this.timeout(60 * 60_000);
  const startRun = labRuns();

  it("comes back, as docs/recovery.md has it", async () => {
    const rows = recoveryRows(await runTrials(startRun));
    const documented = tableAfter(readDocument("docs/recovery.md").text, tableBegin);
    const names = documented.map(([name]) => name);
    assert.ok(names.length > 0);
    assert.deepEqual(
      documented,
      rows.filter(([name]) => names.includes(name)),
    );
  });
});
