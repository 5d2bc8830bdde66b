"use strict";
// ts-node takes its settings from the project that holds this file, not from the engine's working directory.
process.env.TS_NODE_PROJECT = require("node:path").resolve(__dirname, "../../tsconfig.json");
require("ts-node/register/transpile-only");
