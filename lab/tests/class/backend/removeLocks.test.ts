import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeLocks } from "../../../class/backend/removeLocks";

describe("locks of a stack that doesn't exist", () => {
  let folder: string;
  const lockOf = (stack: string) =>
    join(folder, ".pulumi/locks/organization/config-remediation-lab", stack, "lock.json");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "locks-"));
    for (const stack of ["stuabc", "stuabcd"]) {
      mkdirSync(join(lockOf(stack), ".."), { recursive: true });
      writeFileSync(lockOf(stack), "{}");
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are removed from a folder, and no other stack's", async () => {
    await removeLocks(`file://${folder}`, "stuabc");
    assert.deepEqual(
      ["stuabc", "stuabcd"].map((stack) => existsSync(lockOf(stack))),
      [false, true],
    );
    // There is none any more.
    await removeLocks(`file://${folder}`, "stuabc");
  });

  it("stay in a backend of another kind", async () => {
    await removeLocks("https://api.pulumi.com", "stuabc");
    assert.equal(existsSync(lockOf("stuabc")), true);
  });
});
