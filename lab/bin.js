#!/usr/bin/env node
// Plain JavaScript: it has to run on any Node, to report which one is required, and before the packages are installed.
"use strict";

const path = require("node:path");

const root = path.join(__dirname, "..");
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `config-lab: Node.js 20.19 or later is required, this is ${process.versions.node}.\n  Install a current release from https://nodejs.org.\n`,
  );
  process.exit(3);
}

try {
  require("../tools/loadTypeScript.js");
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") throw error;
  process.stderr.write(
    `config-lab: the project's packages aren't installed.\n  Run: npm ci --prefix ${root}\n`,
  );
  process.exit(3);
}

// The AWS SDK's deprecation notice for Node 20 concerns this project's maintainers, not a student.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

require("./cli.ts")
  .main(process.argv.slice(2))
  .then((code) => {
    // Not process.exit, which would discard pending output to a pipe.
    process.exitCode = code;
  });
