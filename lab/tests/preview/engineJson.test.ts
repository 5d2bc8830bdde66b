import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changesOf } from "../../preview/changes";
import { readEngineJson } from "../../preview/engineJson";
import { resultOf, titleOf } from "../../preview/result";

const urn = (type: string, name: string) => `urn:pulumi:dev::lab::lab:index:Network$${type}::${name}`;
const group = urn("aws:ec2/securityGroup:SecurityGroup", "sg1");

describe("what pulumi preview --json printed", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "engine-json-"));
    file = join(folder, "preview.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const replaced = {
    op: "replace",
    urn: group,
    oldState: { inputs: { name: "LabSG1", tags: { Name: "LabSG1" } } },
    newState: { inputs: { name: "LabSG2", tags: { Name: "LabSG1" } } },
    diffReasons: ["name"],
    replaceReasons: ["name"],
  };

  it("is read as the changes of a stack, of which a replacement can be refused", async () => {
    const steps = [
      { op: "same", urn: "urn:pulumi:dev::lab::pulumi:pulumi:Stack::lab-dev" },
      { ...replaced, op: "create-replacement" },
      replaced,
      { ...replaced, op: "delete-replaced" },
    ];
    writeFileSync(file, JSON.stringify({ steps, changeSummary: { replace: 1 } }));
    const changes = changesOf(await readEngineJson(file));
    assert.deepEqual(changes, [
      {
        operation: "replace",
        resource: "SecurityGroup sg1",
        urn: group,
        properties: [{ property: "name", before: '"LabSG1"', after: '"LabSG2"', replaces: true }],
      },
    ]);
    const found = { changes, violations: [], notes: [] };
    assert.deepEqual(resultOf(found, ["delete", "replace"]).refused, ["replace"]);
    assert.equal(resultOf(found, []).ok, true);
    assert.equal(titleOf(resultOf(found, [])), "The stack, changed to the working tree: 1 replace");
  });

  it("is refused where it isn't that", async () => {
    writeFileSync(file, "error: no stack");
    await assert.rejects(readEngineJson(file), {
      name: "LabError",
      message: /^Expected what pulumi preview --json/,
    });
    writeFileSync(file, "{}");
    await assert.rejects(readEngineJson(file), { message: /got no steps in it\.$/ });
  });
});
