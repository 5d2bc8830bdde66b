// Plays Lambda's Node.js runtime for a test: `node invoke.js FOLDER` loads the function that is unpacked in FOLDER and hands
// it the events of the JSON list on standard input, one after another in the same execution environment. Like Lambda it
// writes nothing of its own to standard output; a failed invocation ends it with exit code 1.
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/** What the function uses of Lambda's context object: the time limit of the program is a minute. */
const context = { getRemainingTimeInMillis: () => 60_000 };

async function run() {
  const { handler } = require(join(process.argv[2], "__index"));
  for (const event of JSON.parse(readFileSync(0, "utf8"))) await handler(event, context);
}

run().catch((error) => {
  console.error(error);
  process.exit(1);
});
