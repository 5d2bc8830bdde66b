// Plays Lambda's runtime for the bench: `node evaluate.js FOLDER` loads the function that is unpacked in FOLDER, hands it the
// events on standard input, one a line, and prints "done" after each, then its peak memory in KiB.
"use strict";

const { createInterface } = require("node:readline");
const { join } = require("node:path");

const { handler } = require(join(process.argv[2], "__index"));
const context = { getRemainingTimeInMillis: () => 60_000 };
// Standard output is the bench's.
console.info = console.debug = console.warn = console.error;

(async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    await handler(JSON.parse(line), context);
    process.stdout.write("done\n");
  }
  process.stdout.write(`${process.resourceUsage().maxRSS}\n`);
})();
