#!/usr/bin/env node
// Plain JavaScript: it must run on any Node, to say which one is needed, and before the packages are installed.
"use strict";

const path = require("node:path");

const root = path.join(__dirname, "..");
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `config-lab: Node.js 20.19 or later is needed, this is ${process.versions.node}.\n  Install a current one from https://nodejs.org.\n`,
  );
  process.exit(3);
}

// ts-node would leave V8's code in a folder under the system's temporary one, and be no faster for it.
process.env.DISABLE_V8_COMPILE_CACHE ??= "1";

try {
  // The project's own settings, whatever folder the command is typed in.
  require("ts-node").register({ transpileOnly: true, project: path.join(root, "tsconfig.json") });
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") throw error;
  process.stderr.write(
    `config-lab: the project's packages aren't installed.\n  Run: npm ci --prefix ${root}\n`,
  );
  process.exit(3);
}

// The AWS SDK's notice on Node 20 is for whoever maintains this project, not for a student at the command line.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

require("./cli.ts")
  .main(process.argv.slice(2))
  .then((code) => {
    // Not process.exit: output to a pipe may still be on its way.
    process.exitCode = code;
  });
