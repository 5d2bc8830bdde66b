"use strict";

const { format } = require("node:util");
const { errorJson } = require("./errors");
const { send } = require("./frames");

let requestId;

/** From now on the console's lines belong to this request; before the first they have `undefined`, as on AWS. */
function setRequestId(id) {
  requestId = id;
}

function logLine(level, values) {
  const now = new Date();
  const message = `${now.toISOString()}\t${requestId}\t${level}\t${format(...values)}\n`;
  send({ type: "log", time: now.getTime(), message });
}

/** Logs the error that ended an invocation, with a title such as `Invoke Error`, in the format of AWS's runtime. */
function logError(title, error) {
  logLine("ERROR", [title, `\t${errorJson(error)}`]);
}

/**
 * Puts the console into AWS's text format, one event of the log a call, and takes what is written to stdout
 * and stderr directly as it is.
 */
function captureOutput() {
  const levels = { trace: "TRACE", debug: "DEBUG", info: "INFO", log: "INFO", warn: "WARN", error: "ERROR" };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) => logLine(level, values);
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk, encoding, callback) => {
      const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
      send({ type: "output", time: Date.now(), text });
      const done = typeof encoding === "function" ? encoding : callback;
      if (done) process.nextTick(done);
      return true;
    };
  }
}

module.exports = { captureOutput, logError, setRequestId };
