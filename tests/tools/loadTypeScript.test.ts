import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

describe("loading TypeScript", () => {
  let project: string;
  let kept: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "load-typescript-test-"));
    kept = join(project, "node_modules/.cache/typescript");
    for (const folder of ["tools", "node_modules"]) mkdirSync(join(project, folder));
    for (const file of ["tsconfig.json", "tools/loadTypeScript.js"])
      copyFileSync(join(root, file), join(project, file));
    for (const name of ["typescript", "ts-node"])
      symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
  });
  afterEach(() => rmSync(project, { recursive: true }));

  /** Loads `example.ts` of this content. @returns what it exports as `value`, and whether the compiler was loaded for it */
  function load(source: string): { value: unknown; compiled: boolean } {
    writeFileSync(join(project, "example.ts"), source);
    const script = `
      const { value } = require("./example.ts");
      const compiled = Object.keys(require.cache).some((file) => file.endsWith("typescript.js"));
      console.log(JSON.stringify({ value, compiled }));`;
    const { stdout, stderr, status } = run(script);
    strictEqual(status, 0, stderr);
    return JSON.parse(stdout) as { value: unknown; compiled: boolean };
  }

  function run(script: string) {
    return spawnSync(process.execPath, ["--require", "./tools/loadTypeScript.js", "--eval", script], {
      cwd: project,
      encoding: "utf8",
    });
  }

  it("compiles a file once, and again when it has changed", () => {
    const source = "export const value: number = 1;\n";
    deepStrictEqual(load(source), { value: 1, compiled: true });
    deepStrictEqual(load(source), { value: 1, compiled: false });
    deepStrictEqual(load("export const value: number = 2;\n"), { value: 2, compiled: true });
  });

  it("compiles again by other settings", () => {
    const source = "export const value: number = 1;\n";
    load(source);
    const settings = join(project, "tsconfig.json");
    writeFileSync(settings, readFileSync(settings, "utf8").replace('"es2022"', '"es2021"'));
    deepStrictEqual(load(source), { value: 1, compiled: true });
  });

  it("doesn't take what was kept by half", () => {
    const source = "export const value: number = 1;\n";
    load(source);
    const name = readdirSync(kept).find((each) => each.startsWith("example"));
    ok(name);
    writeFileSync(join(kept, name), readFileSync(join(kept, name), "utf8").slice(0, -10));
    deepStrictEqual(load(source), { value: 1, compiled: true });
  });

  it("names the lines of the TypeScript file in stacks, however it was loaded", () => {
    const source = "interface Gone {\n  a: number;\n}\nexport const value = () => { throw new Error(); };\n";
    writeFileSync(join(project, "example.ts"), source);
    for (const when of ["compiled", "kept"]) {
      const { stderr } = run('require("./example.ts").value()');
      match(stderr, /example\.ts:4:\d+/, when);
    }
  });
});
