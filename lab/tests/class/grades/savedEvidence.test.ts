import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEvidence, saveEvidence } from "../../../class/grades";
import { observe } from "./students";

describe("saved evidence", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "evidence-"));
    path = join(folder, "evidence.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("grows by each look, and is read as it was saved", async () => {
    const [first, second] = [await observe("stuabc", 0), await observe("stuabc", 30)];
    await saveEvidence(path, "lab7", [first]);
    await saveEvidence(path, "lab7", [second]);
    const saved = await readEvidence(path);
    assert.deepEqual(
      saved,
      JSON.parse(JSON.stringify({ version: 1, class: "lab7", observations: [first, second] })),
    );
    assert.deepEqual(readdirSync(folder), ["evidence.json"]);
  });

  it("isn't mixed with another class's, nor written over another file", async () => {
    await saveEvidence(path, "lab7", []);
    await assert.rejects(saveEvidence(path, "lab8", []), {
      message: "evidence.json has the evidence of the class lab7, not of lab8.",
    });
    writeFileSync(path, '{"version": 1}');
    await assert.rejects(saveEvidence(path, "lab7", []), {
      message: "evidence.json isn't evidence of a class: the file must have required property 'class'.",
    });
    writeFileSync(path, "student,points\n");
    await assert.rejects(readEvidence(path), {
      message: "evidence.json isn't evidence of a class: it isn't JSON.",
    });
    await assert.rejects(readEvidence(join(folder, "none.json")), {
      message: `There is no file ${join(folder, "none.json")}.`,
    });
  });
});
