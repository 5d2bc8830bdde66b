"use strict";

const fs = require("node:fs");

/** Where the process that started this one listens. */
const CHANNEL = 4;

/**
 * Writes one frame, a JSON object on a line of its own, and returns when it is written: nothing said before
 * process.exit() is lost, and lines of the log stand before the result they belong to.
 *
 * Frames: `log` {time, message}, `output` {time, text}, `ready` {rss}, `initFailed` {error},
 * `done` {requestId, result, rss}, `failed` {requestId, error, rss or fatal}; environmentProcess.ts reads them.
 */
function send(frame) {
  const bytes = Buffer.from(`${JSON.stringify(frame)}\n`);
  let written = 0;
  while (written < bytes.length) written += write(bytes, written);
}

function write(bytes, from) {
  try {
    return fs.writeSync(CHANNEL, bytes, from);
  } catch (error) {
    // The reader is slow: macOS may open the descriptor non-blocking.
    if (error.code === "EAGAIN") return 0;
    // The reader is gone, and with it everybody who could hear why.
    process.exit(1);
  }
}

module.exports = { send };
