import { deepStrictEqual, doesNotMatch, notStrictEqual, ok, strictEqual } from "node:assert";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import { ways } from "./ways";

const root = join(__dirname, "..", "..");

/** A project whose program fails in the way that WAY names, wrapped as the lab's program is. */
function writeProject(folder: string): void {
  writeFileSync(join(folder, "Pulumi.yaml"), "name: failing\nruntime: nodejs\n");
  writeFileSync(join(folder, "package.json"), '{ "main": "index.js" }');
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const lines = [
    `require("ts-node").register({ transpileOnly: true, project: ${JSON.stringify(join(root, "tsconfig.json"))} });`,
    `const { ways } = require(${JSON.stringify(join(__dirname, "ways.ts"))});`,
    `const { withReadableErrors } = require(${JSON.stringify(join(root, "components/readableErrors.ts"))});`,
    "module.exports = withReadableErrors(async () => void (await ways[process.env.WAY].run()));",
  ];
  writeFileSync(join(folder, "index.js"), lines.join("\n"));
}

describe("a program that fails", function () {
  this.timeout(600_000);
  const startRun = labRuns();
  const names = Object.keys(ways);
  let folder: string;
  /** What Pulumi printed, by way. */
  const outputs = new Map<string, string>();

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "failing-"));
    writeProject(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is reported in each way as an error of the engine, in one session", async () => {
    const commands = names.map(
      (name, index) =>
        `WAY='${name}' timeout 120 pulumi preview --non-interactive > '${join(folder, `${index}.txt`)}' 2>&1; echo "$?"`,
    );
    const script = ["pulumi stack init test >&2", "pulumi config set aws:region us-east-1", ...commands].join(
      "\n",
    );
    const run = startRun(["local", "--", "bash", "-c", script], { cwd: folder });
    strictEqual(await run.exitCode(), 0, run.stderr);
    const codes = run.stdout.trim().split("\n");
    strictEqual(codes.length, names.length, run.stdout);
    names.forEach((name, index) => {
      const text = readFileSync(join(folder, `${index}.txt`), "utf8");
      outputs.set(name, text);
      notStrictEqual(codes[index], "0", `${name}: ${text}`);
      // timeout's exit code.
      notStrictEqual(codes[index], "124", `${name} didn't end: ${text}`);
    });
    deepStrictEqual(run.leftovers(), []);
  });

  for (const [name, { message }] of Object.entries(ways)) {
    it(`says what is wrong, without frames of packages: ${name}`, () => {
      const text = outputs.get(name) ?? "";
      ok(text.includes(message), text);
      doesNotMatch(text, /\n\s+at .*node_modules/);
    });
  }
});
