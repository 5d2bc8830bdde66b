"use strict";

const fs = require("node:fs");

/** The file descriptor that the host reads. */
const CHANNEL = 4;

/**
 * Writes one frame, a JSON object on a line of its own, and returns when it is written: nothing written before
 * process.exit() is lost, and lines of the log precede the result they belong to.
 *
 * Frames: `log` {time, message}, `output` {time, text}, `ready` {rss}, `initFailed` {error},
 * `done` {requestId, result, rss}, `failed` {requestId, error, rss or fatal}; environment/frames.ts reads them.
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
    // The host is gone.
    process.exit(1);
  }
}

module.exports = { send };
