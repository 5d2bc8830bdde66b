"use strict";
// Entry of the policy pack: pulumi preview --policy-pack policies
// Plain JavaScript, because Pulumi loads a pack's TypeScript with type checking, which takes longer than a preview;
// `npm run types` checks it. From here on this project's settings are in force, as for the program.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { create } = require("ts-node");

const compiler = create({ project: join(__dirname, "..", "tsconfig.json"), transpileOnly: true });
require.extensions[".ts"] = (loaded, file) => {
  loaded._compile(compiler.compile(readFileSync(file, "utf8"), file), file);
};

require("./servePack.ts");
