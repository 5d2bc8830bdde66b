import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { functionArchive } from "./functionArchive";
import { lockedPackages, packagesOfProgram, programOnly } from "./programOnly";

const agpl = "node_modules/@cloud-copilot/iam-simulate";

describe("the program without the workspaces", () => {
  it("needs no package under the AGPL", () => {
    const lock = lockedPackages();
    const packages = packagesOfProgram(lock);
    ok(packages.length > 100, `only ${packages.length} found`);
    ok(agpl in lock);
    deepStrictEqual(
      packages.filter((path) => path === agpl || (lock[path]?.license ?? "").includes("AGPL")),
      [],
    );
  });

  it("deploys the same function, byte for byte", async function () {
    // A process of its own loads Pulumi and the whole program.
    this.timeout(120_000);
    const folder = programOnly();
    try {
      strictEqual(existsSync(join(folder, agpl)), false);
      const symlinks = ["--preserve-symlinks", "--preserve-symlinks-main"];
      const made = spawnSync(
        process.execPath,
        [...symlinks, "--require", "ts-node/register/transpile-only", "tests/serialisation/printArchive.ts"],
        { cwd: folder, encoding: "utf8" },
      );
      strictEqual(made.status, 0, made.stderr);
      deepStrictEqual(JSON.parse(made.stdout), await functionArchive());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
