"use strict";
// Runs the tests on several versions of Node.js and prints what each of them passed:
//   node tools/testNodes.js [--or-own] [--full] [VERSION…] [-- PATTERN…]
// A version such as 20.19 or 24 is this process's own where that fits, else the npm package `node` provides it. Processes
// that the tests start use the same Node.js. With --or-own, this process's Node.js replaces a version that can't be
// fetched. With --full, the tests of `npm run test:full` run too, on the last version. Exit codes: 0 all tests passed on each version, 1 a test failed, none ran, or a version is missing.
const { spawn, spawnSync } = require("node:child_process");
const { tmpdir } = require("node:os");
const { delimiter, dirname, join } = require("node:path");
const { scripts } = require("../package.json");

const root = join(__dirname, "..");
const supported = ["20.19", "22", "24"];

/** The arguments of the command line. */
function parseArguments(argv) {
  const end = argv.includes("--") ? argv.indexOf("--") : argv.length;
  const own = argv.slice(0, end);
  const versions = own.filter((argument) => !argument.startsWith("--"));
  const patterns = argv.slice(end + 1);
  return {
    orOwn: own.includes("--or-own"),
    full: own.includes("--full"),
    versions: versions.length > 0 ? versions : supported,
    // Those of `npm run mocha`.
    patterns: patterns.length > 0 ? patterns : patternsIn(scripts.mocha),
  };
}

/** The patterns of test files in a script of package.json. */
function patternsIn(script) {
  return [...script.matchAll(/"([^"]+)"/g)].map(([, pattern]) => pattern);
}

/** Whether a version such as 20.19.6 is one of 20.19. */
function fits(wanted, version) {
  return `${version}.`.startsWith(`${wanted}.`);
}

/** The path and version of a Node.js; undefined, with the reason on stderr, when it can't be fetched. */
function findNode(wanted) {
  if (fits(wanted, process.versions.node)) return { path: process.execPath, version: process.versions.node };
  const script = "console.log(JSON.stringify({ path: process.execPath, version: process.versions.node }))";
  const found = spawnSync(
    "npm",
    // The package's install script fetches the executable.
    ["exec", "--yes", "--ignore-scripts=false", "--package", `node@${wanted}`, "--", "node", "-e", script],
    { cwd: tmpdir(), encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  const node = found.status === 0 ? JSON.parse(found.stdout.trim().split("\n").at(-1)) : undefined;
  if (node && fits(wanted, node.version)) return node;
  const reason =
    found.error?.message ?? `npm exited with ${found.status}, Node.js is ${node?.version ?? "missing"}`;
  process.stderr.write(`Node.js ${wanted} can't be fetched: ${reason}\n`);
  return undefined;
}

/** How many tests passed, failed and were skipped, by mocha's closing lines. */
function countsIn(output) {
  const last = (word) =>
    Number([...output.matchAll(new RegExp(`^ +(\\d+) ${word}\\b`, "gm"))].at(-1)?.[1] ?? 0);
  return { passed: last("passing"), failed: last("failing"), skipped: last("pending") };
}

/** Runs the tests on a Node.js; their output is passed on. */
function runTests(node, patterns) {
  const started = process.hrtime.bigint();
  const child = spawn(node.path, [join(root, "node_modules/mocha/bin/mocha.js"), ...patterns], {
    cwd: root,
    env: { ...process.env, PATH: [dirname(node.path), process.env.PATH].join(delimiter) },
    stdio: ["inherit", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const seconds = Math.round(Number(process.hrtime.bigint() - started) / 1e9);
      const exit = code ?? signal;
      resolve({ version: node.version, ...countsIn(output), seconds, exit });
    });
  });
}

const headings = ["version", "passed", "failed", "skipped", "seconds", "exit"];

/** The results, one line per version. */
function table(results) {
  const rows = [headings, ...results.map((result) => headings.map((key) => String(result[key] ?? "-")))];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column])).join("  ")).join("\n");
}

/** The sum over all versions. */
function summary(results) {
  const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
  return `${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`;
}

async function main() {
  const { orOwn, full, versions, patterns } = parseArguments(process.argv.slice(2));
  const results = [];
  const missing = [];
  let last;
  for (const wanted of versions) {
    let node = findNode(wanted);
    if (!node) {
      missing.push(wanted);
      if (orOwn) node = { path: process.execPath, version: process.versions.node };
    }
    if (!node || results.some(({ version }) => version === node.version)) continue;
    process.stdout.write(`\nNode.js ${node.version}\n`);
    results.push(await runTests(node, patterns));
    last = node;
  }
  if (full && last) {
    process.stdout.write(`\nThe full run, Node.js ${last.version}\n`);
    results.push(await runTests(last, patternsIn(scripts["test:full"])));
  }
  process.stdout.write(`\n${table(results)}\n`);
  if (missing.length > 0)
    process.stdout.write(`Not tested, since it can't be fetched: Node.js ${missing.join(", ")}\n`);
  process.stdout.write(`${summary(results)}\n`);
  const passed = results.length > 0 && results.every((result) => result.exit === 0 && result.passed > 0);
  process.exitCode = passed && (missing.length === 0 || orOwn) ? 0 : 1;
}

module.exports = { countsIn, fits, parseArguments, summary, table };
if (require.main === module) void main();
