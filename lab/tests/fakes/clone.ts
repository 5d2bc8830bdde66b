import { cpSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A clone of the project with its packages, for tests of what is written there. @returns its folder */
export function makeClone(): string {
  const clone = realpathSync(mkdtempSync(join(tmpdir(), "clone-")));
  const files = ["index.ts", "package.json", "tsconfig.json", "Pulumi.yaml", "Pulumi.dev.yaml"];
  for (const part of [...files, "components", "remediation", "lab", "local", "policies", "tools"]) {
    cpSync(part, join(clone, part), { recursive: true });
  }
  symlinkSync(join(process.cwd(), "node_modules"), join(clone, "node_modules"));
  return clone;
}
