import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Plain JavaScript, without declarations. */
const setup = createRequire(__filename)("../setup.js") as {
  newEnough(version: string): boolean;
  firstDifference(folder: string): string | undefined;
};

describe("set-up of a clone", () => {
  let clone: string;
  const lock = {
    packages: {
      "": { name: "clone" },
      lab: { name: "lab" },
      "node_modules/lab": { resolved: "lab", link: true },
      "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
      "lab/node_modules/a": { version: "2.0.0", integrity: "sha512-a2" },
      "node_modules/only-on-macos": { version: "1.0.0", integrity: "sha512-m", optional: true },
    },
  };
  const installed = {
    packages: {
      "node_modules/lab": { resolved: "lab", link: true },
      "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
      "lab/node_modules/a": { version: "2.0.0", integrity: "sha512-a2" },
    },
  };

  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), "setup-test-"));
    mkdirSync(join(clone, "node_modules"));
    writeFileSync(join(clone, "package-lock.json"), JSON.stringify(lock));
    copyFileSync("setup.js", join(clone, "setup.js"));
  });
  afterEach(() => rmSync(clone, { recursive: true }));

  const install = (packages: unknown) =>
    writeFileSync(join(clone, "node_modules", ".package-lock.json"), JSON.stringify(packages));

  /** Runs it with an npm that notes how it was called. */
  function runSetup(npm: string | undefined) {
    const bin = join(clone, "bin");
    mkdirSync(bin);
    if (npm !== undefined) {
      writeFileSync(join(bin, "npm"), `#!/bin/sh\necho "$@" > ${clone}/called; echo from npm; ${npm}\n`);
      chmodSync(join(bin, "npm"), 0o755);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, "setup.js")], {
      env: { PATH: bin },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }

  it("knows which Node.js is new enough", () => {
    const answers = ["18.20.0", "20.18.3", "20.19.0", "20.20.2", "22.0.0"].map((version) =>
      setup.newEnough(version),
    );
    assert.deepEqual(answers, [false, false, true, true, true]);
  });

  it("finds what differs from the lock file, whatever the platform leaves out", () => {
    assert.equal(setup.firstDifference(clone), "node_modules");
    install(installed);
    assert.equal(setup.firstDifference(clone), undefined);
    install({
      packages: { ...installed.packages, "node_modules/a": { version: "1.0.1", integrity: "sha512-b" } },
    });
    assert.equal(setup.firstDifference(clone), "node_modules/a");
    install({ packages: { "node_modules/lab": { link: true } } });
    assert.equal(setup.firstDifference(clone), "node_modules/a");
    install({ packages: { ...installed.packages, "lab/node_modules/a": undefined } });
    assert.equal(setup.firstDifference(clone), "lab/node_modules/a");
  });

  it("takes this clone for complete", () => {
    assert.equal(setup.firstDifference(process.cwd()), undefined);
  });

  it("installs nothing, and says nothing, when everything is there", () => {
    install(installed);
    assert.deepEqual(runSetup(undefined), { status: 0, stdout: "", stderr: "" });
  });

  it("runs npm ci otherwise, everything on standard error", () => {
    const { status, stdout, stderr } = runSetup("exit 0");
    assert.equal(
      readFileSync(join(clone, "called"), "utf8"),
      "ci --include=dev --ignore-scripts --no-audit --no-fund\n",
    );
    assert.equal(status, 0);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^Installing packages \(node_modules is missing or differs from package-lock\.json\)…\nfrom npm\nPackages installed in \d+ s\n$/,
    );
  });

  it("passes npm's exit code on, with a sentence", () => {
    const { status, stderr } = runSetup("exit 7");
    assert.equal(status, 7);
    assert.match(
      stderr,
      /npm ci failed, see its message above: correct that and run the same command again\.\n$/,
    );
  });

  it("says that npm is missing", () => {
    const { status, stderr } = runSetup(undefined);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /npm couldn't be started \(spawnSync npm ENOENT\): install npm, it comes with Node\.js\.\n$/,
    );
  });
});
