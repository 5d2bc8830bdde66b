"use strict";
// Makes a fresh clone ready: the right Node.js, and the packages that package-lock.json names. Plain JavaScript
// without dependencies, in syntax that old versions of Node.js can still read, so that they get their sentence too.
// Exit codes: 0 ready, 1 something is missing (one sentence on stderr says what), else npm's own.
const { spawnSync } = require("child_process");
const { readFileSync } = require("fs");
const { join } = require("path");

const needed = [20, 19];
const root = __dirname;

/** Is this version, such as "20.19.0", new enough? */
function newEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The first package that node_modules lacks or has in another version than package-lock.json says, or undefined.
 * npm writes what it installed to node_modules/.package-lock.json, last of all: an interrupted installation has none.
 */
function firstDifference(folder) {
  const lock = readJson(join(folder, "package-lock.json"));
  if (!lock) throw new Error(`${join(folder, "package-lock.json")} is missing or can't be read`);
  const installed = (readJson(join(folder, "node_modules", ".package-lock.json")) || {}).packages;
  if (!installed) return "node_modules";
  return Object.keys(lock.packages).find((path) => {
    const wanted = lock.packages[path];
    const found = installed[path];
    // The clone itself, and its workspaces, aren't installed; optional packages depend on the platform. A workspace has a
    // folder of its own for what the root has in another version.
    if (!/(^|\/)node_modules\//.test(path) || (!found && wanted.optional)) return false;
    return !found || found.version !== wanted.version || found.integrity !== wanted.integrity;
  });
}

function fail(sentence, code) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code || 1);
}

function main() {
  if (!newEnough(process.versions.node)) {
    fail(
      `Node.js ${needed.join(".")} or later is needed, this is ${process.versions.node}: install a newer one.`,
    );
  }
  const difference = firstDifference(root);
  if (!difference) return;

  process.stderr.write(`Installing packages (${difference} is missing or differs from package-lock.json)…\n`);
  const started = Date.now();
  // No package needs its install script here: Pulumi's only fetch provider plugins that the lab doesn't use.
  // npm's standard output goes to standard error, where progress belongs.
  const result = spawnSync("npm", ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (result.error)
    fail(`npm couldn't be started (${result.error.message}): install npm, it comes with Node.js.`);
  if (result.signal) process.kill(process.pid, result.signal);
  if (result.status !== 0) {
    fail("npm ci failed, see its message above: correct that and run the same command again.", result.status);
  }
  process.stderr.write(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s\n`);
}

module.exports = { newEnough, firstDifference };
if (require.main === module) main();
