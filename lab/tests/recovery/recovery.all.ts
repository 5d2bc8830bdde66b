import assert from "node:assert/strict";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import { readDocument, tableAfter } from "../../../tests/documents/documents";
import { recoveryRows, recoveryTable } from "../../recovery/document";
import { replaceTrials } from "./recoveryTrials";

describe("every resource, replaced and deleted by hand, one by one", function () {
  this.timeout(60 * 60_000);
  const startRun = labRuns();

  it("comes back, as docs/recovery.md has it", async () => {
    const rows = recoveryRows(await replaceTrials(startRun));
    assert.ok(rows.length > 0);
    assert.deepEqual(tableAfter(readDocument("docs/recovery.md").text, recoveryTable.begin), rows);
  });
});
