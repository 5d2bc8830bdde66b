// Plays Lambda's runtime for the bench: `node evaluate.js FOLDER` loads the function that is unpacked in FOLDER, hands it the
// events on standard input, one a line, and prints "done" after each, then its peak memory in KiB.
"use strict";

const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");
const { join } = require("node:path");

const { handler } = require(join(process.argv[2], "__index"));
const context = { getRemainingTimeInMillis: () => 60_000 };
// Standard output is the bench's.
console.info = console.debug = console.warn = console.error;

/** Linux's counter of resources starts with what the parent held when it forked; this one with the program. */
function peakMemory() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS;
  return /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))[1];
}

(async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    await handler(JSON.parse(line), context);
    process.stdout.write("done\n");
  }
  process.stdout.write(`${peakMemory()}\n`);
})();
