import assert from "node:assert/strict";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import { readDocument, tableAfter } from "../../../tests/documents/documents";
import { recoveryRows, tableBegin, withTable } from "../../recovery/document";
import type { ResourceTrials } from "../../recovery/trial";
import { runTrials } from "./recoveryTrials";

const trial: ResourceTrials = {
  name: "network-sg1",
  type: "aws:ec2/securityGroup:SecurityGroup",
  replaced: "1 replace",
  restored: "1 create",
  note: "",
};

describe("the table of docs/recovery.md", () => {
  it("is put between its marks, sorted", () => {
    const other = {
      ...trial,
      name: "monitoring-topic",
      type: "aws:sns/topic:Topic",
      note: "with its policy",
    };
    const document = `before\n${tableBegin}\nold\n<!-- /recovery -->\nafter\n`;
    assert.equal(
      withTable(document, [trial, other]),
      [
        "before",
        tableBegin,
        "",
        "| resource | `pulumi up --replace` | deleted by hand | `pulumi up --refresh` |",
        "| --- | --- | --- | --- |",
        "| `monitoring-topic` (Topic) | 1 replace | with its policy | 1 create |",
        "| `network-sg1` (SecurityGroup) | 1 replace | alone | 1 create |",
        "",
        "<!-- /recovery -->",
        "after",
        "",
      ].join("\n"),
    );
  });

  it("needs its marks", () => {
    assert.throws(() => withTable("no table", [trial]), /^Error: The document has no table: expected /);
  });
});

describe("a resource that is replaced, or deleted by hand", function () {
  this.timeout(600_000);
  const startRun = labRuns();

  // A whole run is `npm run test:recovery`. These have what goes wrong most easily: parts of awsx's VPC, which can't exist twice.
  it("comes back, as docs/recovery.md has it", async () => {
    const rows = recoveryRows(await runTrials(startRun, "network-vpc-public-1"));
    assert.equal(rows.length, 4, JSON.stringify(rows));
    const names = rows.map(([name]) => name);
    const documented = tableAfter(readDocument("docs/recovery.md").text, tableBegin);
    assert.deepEqual(
      rows,
      documented.filter(([name]) => names.includes(name)),
    );
  });
});
