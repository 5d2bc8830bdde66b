import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atLeast, findOnPath, versionIn } from "../../support/tools";

describe("tools on PATH", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "tools-test-"));
    for (const folder of ["a", "b", "c"]) mkdirSync(join(root, folder));
    mkdirSync(join(root, "a", "tool"));
    writeFileSync(join(root, "b", "tool"), "not executable", { mode: 0o644 });
    writeFileSync(join(root, "c", "tool"), "executable", { mode: 0o755 });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("finds the first executable file, past folders and files of that name, as a shell does", () => {
    const path = ["a", "b", "c"].map((folder) => join(root, folder)).join(":");
    // Root may read and write everything, but executes only what is executable.
    assert.equal(findOnPath("tool", path), join(root, "c", "tool"));
  });

  it("finds nothing where there is nothing, on no PATH, and in the working directory", () => {
    assert.equal(findOnPath("tool", join(root, "nowhere")), undefined);
    assert.equal(findOnPath("tool", undefined), undefined);
    assert.equal(findOnPath("setup.js", ".::"), undefined);
  });

  it("reads versions out of what tools say", () => {
    assert.deepEqual(versionIn("v3.259.0\n"), [3, 259, 0]);
    assert.deepEqual(versionIn("go version go1.26 linux/amd64"), [1, 26, 0]);
    assert.deepEqual(versionIn("v3.260.0-alpha.xdeadbeef"), [3, 260, 0]);
    assert.equal(versionIn("unknown"), undefined);
  });

  it("compares versions by number, part by part", () => {
    assert.equal(atLeast([3, 259, 0], [3, 259, 0]), true);
    assert.equal(atLeast([3, 1000, 0], [3, 259, 0]), true);
    assert.equal(atLeast([3, 99, 9], [3, 259, 0]), false);
    assert.equal(atLeast([4, 0, 0], [3, 259, 9]), true);
    assert.equal(atLeast([1, 25], [1, 25, 1]), false);
  });
});
