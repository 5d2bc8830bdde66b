// An execution environment for tests: `node worker.js FOLDER` runs the function that is unpacked in FOLDER on the events that
// its parent sends, each with the archive loaded anew, so that no event gets another one's SDK clients and retry quota.
"use strict";

const { join } = require("node:path");

/** What the function uses of Lambda's context object: the time limit of the program is a minute. */
const context = { getRemainingTimeInMillis: () => 60_000 };

const file = require.resolve(join(process.argv[2], "__index"));

process.on("message", async ({ id, event }) => {
  try {
    delete require.cache[file];
    await require(file).handler(event, context);
    process.send({ id });
  } catch (error) {
    process.send({ id, error: `${error.name}: ${error.message}\n${error.stack}` });
  }
});
