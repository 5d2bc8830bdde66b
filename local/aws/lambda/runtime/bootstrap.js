"use strict";

/**
 * What a Node.js execution environment runs: it loads the function's handler once, then handles one event at
 * a time. Plain JavaScript on Node's own modules, because the process has nothing of the project.
 *
 * The first message on the IPC channel has the handler loaded, each further one is an event; results go to file
 * descriptor 4 as one JSON object a line (see frames.js). When the channel closes, the host is gone, and it ends.
 */

const { send } = require("./frames");
const { captureOutput, logError, setRequestId } = require("./output");
const { errorPayload, runtimeError } = require("./errors");
const { loadHandler } = require("./handler");
const { handleEvent } = require("./invocation");

/** Exit statuses of AWS's Node.js runtime. */
const UNHANDLED_REJECTION = 128;
const UNCAUGHT_EXCEPTION = 129;

let running;

process.on("disconnect", () => process.exit(0));

process.on("uncaughtException", (error) => {
  logError("Uncaught Exception", error);
  giveUp(error, UNCAUGHT_EXCEPTION);
});

process.on("unhandledRejection", (reason, promise) => {
  const error = runtimeError("UnhandledPromiseRejection", String(reason));
  Object.assign(error, { reason, promise });
  logError("Unhandled Promise Rejection", error);
  giveUp(error, UNHANDLED_REJECTION);
});

/** An open IPC channel would keep the event loop busy: it counts only while no event is handled. */
process.on("beforeExit", () => running?.eventLoopEmpty?.());

function giveUp(error, status) {
  const type = running ? "failed" : "initFailed";
  send({ type, requestId: running?.requestId, error: errorPayload(error), fatal: true });
  process.exit(status);
}

function finish(outcome) {
  running = undefined;
  process.channel?.ref();
  send({ ...outcome, rss: process.memoryUsage.rss() });
}

async function start() {
  captureOutput();
  let handler;
  try {
    handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    logError("Uncaught Exception", error);
    giveUp(error, UNCAUGHT_EXCEPTION);
  }
  process.on("message", (event) => {
    process.channel?.unref();
    setRequestId(event.requestId);
    running = handleEvent(handler, event, finish);
  });
  send({ type: "ready", rss: process.memoryUsage.rss() });
}

process.once("message", () => void start());
