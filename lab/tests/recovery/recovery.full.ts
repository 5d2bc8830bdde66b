import assert from "node:assert/strict";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import { readDocument, tableAfter } from "../../../tests/documents/documents";
import { killRows, killTable, recoveryRows, recoveryTable, withTable } from "../../recovery/document";
import type { ResourceTrials } from "../../recovery/replaceTrial";
import { killTrials, replaceTrials } from "./recoveryTrials";

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
    const document = `before\n${recoveryTable.begin}\nold\n<!-- /recovery -->\nafter\n`;
    assert.equal(
      withTable(document, recoveryTable, recoveryRows([trial, other])),
      [
        "before",
        recoveryTable.begin,
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

  it("has each call once after which an update was killed", () => {
    const killed = (call: string, ...leftovers: string[]) => ({ call, leftovers, finished: "1 create" });
    assert.deepEqual(killRows([killed("CreateVpc", "VPC a"), killed("CreateTopic"), killed("CreateTopic")]), [
      ["`CreateTopic`", "nothing"],
      ["`CreateVpc`", "VPC a"],
    ]);
  });

  it("needs its marks", () => {
    assert.throws(
      () => withTable("no table", recoveryTable, []),
      /^Error: The document has no table: expected /,
    );
  });
});

describe("a resource that is replaced, or deleted by hand", function () {
  this.timeout(600_000);
  const startRun = labRuns();

  // A whole run is `npm run test:all`. These have what goes wrong most easily: parts of awsx's VPC, which can't exist twice.
  it("comes back, as docs/recovery.md has it", async () => {
    const rows = recoveryRows(await replaceTrials(startRun, "network-vpc-public-1"));
    assert.equal(rows.length, 4, JSON.stringify(rows));
    const names = rows.map(([name]) => name);
    const documented = tableAfter(readDocument("docs/recovery.md").text, recoveryTable.begin);
    assert.deepEqual(
      rows,
      documented.filter(([name]) => names.includes(name)),
    );
  });
});

describe("an update that is killed", function () {
  this.timeout(600_000);
  const startRun = labRuns();

  // A whole run is `npm run recovery:kill`. The first calls create what has no fixed name, so that AWS would have it twice.
  it("is completed by the next one, as docs/recovery.md has it", async () => {
    const rows = killRows(await killTrials(startRun, 1, 3));
    assert.equal(rows.length, 3, JSON.stringify(rows));
    const documented = tableAfter(readDocument("docs/recovery.md").text, killTable.begin);
    // A call of one run can be another one's later, and the table has each as often as its run made it.
    const known = rows.filter(([call]) => documented.some(([each]) => each === call));
    assert.ok(known.length > 0, JSON.stringify(rows));
    for (const row of known)
      assert.ok(
        documented.some((each) => each.join() === row.join()),
        JSON.stringify(row),
      );
  });
});
