"use strict";
// Checks .github/workflows: syntax, expressions and shell by actionlint, security by zizmor.
//   node tools/checkWorkflows.js [--strict]
// Both are fetched once: actionlint by Go from tools/go.mod, zizmor by pip. One that can't be had here is reported and
// left out; with --strict that is a failure. Exit codes: 0 nothing is found, 1 something is.
const { spawnSync } = require("node:child_process");
const { existsSync, readdirSync, rmSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const zizmorVersion = "1.32.0";
const limit = 300_000;

/** Runs a command. @returns its exit code, and what it printed; 127 when there is no such command */
function run(command, args, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    timeout: limit,
    ...options,
  });
  return {
    code: error ? 127 : (status ?? 1),
    output: `${stdout ?? ""}${stderr ?? ""}`.trim() || error?.message,
  };
}

/** The last line of an output, for a sentence. */
const reason = (output = "") => output.split("\n").at(-1);

/** What runs actionlint; or why it can't be had. */
function actionlint() {
  const cwd = __dirname;
  const env = { ...process.env, GOFLAGS: "-mod=readonly", GOWORK: "off" };
  const { code, output } = run("go", ["tool", "actionlint", "-version"], { cwd, env });
  if (code !== 0) return { missing: reason(output) };
  const folder = join(root, ".github", "workflows");
  const files = readdirSync(folder).map((name) => join(folder, name));
  return { check: () => run("go", ["tool", "actionlint", "-no-color", ...files], { cwd, env }) };
}

/** What runs zizmor; or why it can't be had. */
function zizmor() {
  const folder = join(root, "node_modules", ".cache", `zizmor-${zizmorVersion}`);
  const bin = join(folder, "bin", "zizmor");
  if (!existsSync(bin)) {
    const steps = [
      ["python3", ["-m", "venv", folder]],
      [
        join(folder, "bin", "pip"),
        ["install", "--quiet", "--disable-pip-version-check", `zizmor==${zizmorVersion}`],
      ],
    ];
    for (const [command, args] of steps) {
      const { code, output } = run(command, args);
      if (code === 0) continue;
      rmSync(folder, { recursive: true, force: true });
      return { missing: reason(output) };
    }
  }
  // Offline: what it would ask GitHub for needs a token.
  return { check: () => run(bin, ["--offline", "--no-progress", "--color=never", ".github/workflows"]) };
}

function main(strict) {
  let failed = false;
  for (const [name, tool] of Object.entries({ actionlint: actionlint(), zizmor: zizmor() })) {
    if (tool.missing !== undefined) {
      process.stderr.write(`${name} can't be had here, so it checked nothing: ${tool.missing}\n`);
      failed ||= strict;
      continue;
    }
    const { code, output } = tool.check();
    process.stdout.write(code === 0 ? `${name}: nothing found\n` : `${name}:\n${output}\n`);
    failed ||= code !== 0;
  }
  return failed ? 1 : 0;
}

process.exitCode = main(process.argv.includes("--strict"));
