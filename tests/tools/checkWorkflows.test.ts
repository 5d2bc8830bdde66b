import { match, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

describe("checking the workflows", function () {
  this.timeout(600_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "check-workflows-test-"));
    cpSync(join(root, "tools"), join(folder, "tools"), { recursive: true });
    // The tools are kept there.
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(folder, ".github/workflows"), { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true }));

  function check(workflow: string) {
    writeFileSync(join(folder, ".github/workflows/example.yml"), workflow);
    const script = join(folder, "tools/checkWorkflows.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
    return { status, stdout, missing: stderr };
  }

  it("fails on an expression that can't be, and on an action that isn't pinned", function () {
    const { status, stdout, missing } = check(`name: example
on: push
permissions: {}
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - run: echo "\${{ github.nothing }}"
`);
    // A tool that can't be had here says why; with neither there is nothing to test.
    if (/actionlint can't be had/.test(missing) && /zizmor can't be had/.test(missing)) this.skip();
    strictEqual(status, 1, stdout + missing);
    if (!/actionlint can't/.test(missing)) match(stdout, /actionlint:\n.*"nothing" is not defined/s);
    if (!/zizmor can't/.test(missing)) match(stdout, /zizmor:\n.*unpinned-uses/s);
  });

  it("finds nothing in one that is in order", function () {
    const { status, stdout, missing } = check(`name: example
on: push
permissions: {}
concurrency:
  group: example
  cancel-in-progress: true
jobs:
  one:
    name: One
    runs-on: ubuntu-24.04
    steps:
      - run: echo hello
`);
    strictEqual(status, 0, stdout + missing);
  });
});
