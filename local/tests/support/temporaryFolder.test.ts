import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative } from "node:path";
import { thisProcess } from "../../support/processMark";
import {
  keepTemporaryFolder,
  makeTemporaryFolder,
  removeAbandonedFolders,
} from "../../support/temporaryFolder";
import { childProcesses } from "../childProcesses";
import { loadTypeScript } from "../../support/loadTypeScript";

describe("temporary folders", function () {
  this.timeout(60_000);
  let root: string;
  const kept = process.env.TMPDIR;
  const startChild = childProcesses();

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "temporary-")));
    process.env.TMPDIR = root;
  });
  afterEach(() => {
    if (kept === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = kept;
    rmSync(root, { recursive: true });
  });

  it("are removed by the next start when their process was killed, and no others", async () => {
    const script = `
      const { makeTemporaryFolder, keepTemporaryFolder } = require("./local/support/temporaryFolder");
      console.log([makeTemporaryFolder(), makeTemporaryFolder()].join());
      const last = makeTemporaryFolder();
      keepTemporaryFolder(last);
      console.log(last, "made");
      setInterval(() => {}, 1000);`;
    const child = startChild(process.execPath, ["--require", loadTypeScript, "-e", script]);
    await child.said(/made/);
    const [abandoned = "", keptOne = ""] = child.stdout.split(/[ \n]/);
    const mine = makeTemporaryFolder();
    const strangers = ["config-remediation-lab-unmarked", "other-folder"].map((name) => join(root, name));
    for (const folder of strangers) mkdirSync(folder);
    const elsewhere = join(root, "config-remediation-lab-elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, ".owner"), thisProcess().replace(/"host":"[^"]*"/, '"host":"another"'));

    assert.deepEqual(removeAbandonedFolders(), []);
    await child.end();
    assert.deepEqual(removeAbandonedFolders().sort(), abandoned.split(",").sort());
    for (const folder of [keptOne, mine, elsewhere, ...strangers])
      assert.equal(existsSync(folder), true, folder);
  });

  it("are named by an absolute path, also where TMPDIR is a relative one", () => {
    process.env.TMPDIR = relative(process.cwd(), root);
    const folder = makeTemporaryFolder();
    assert.equal(isAbsolute(folder), true);
    assert.equal(existsSync(folder), true);
    keepTemporaryFolder(folder);
    assert.deepEqual(removeAbandonedFolders(), []);
  });
});
