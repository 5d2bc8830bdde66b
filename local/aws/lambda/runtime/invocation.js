"use strict";

const { errorPayload, runtimeError } = require("./errors");
const { asyncOnly } = require("./generation");
const { logError } = require("./output");

/**
 * Passes one event to the handler.
 *
 * @param handler the function's handler
 * @param event `{ requestId, payload, deadline, functionArn }`; the payload is JSON text, the deadline in
 *   milliseconds since 1970
 * @param finish called once, with the frame that reports the outcome
 * @returns what bootstrap.js needs while it runs: `requestId`, and for runtimes with callbacks `eventLoopEmpty()`
 */
function handleEvent(handler, event, finish) {
  const { requestId } = event;
  let open = true;
  const succeed = (result) => {
    if (!open) return;
    try {
      const text = JSON.stringify(result === undefined ? null : result) ?? "null";
      open = false;
      finish({ type: "done", requestId, result: text });
    } catch {
      fail(new Error("Unable to stringify response body"));
    }
  };
  const fail = (error) => {
    if (!open) return;
    open = false;
    logError("Invoke Error", error);
    finish({ type: "failed", requestId, error: errorPayload(error) });
  };
  const call = asyncOnly ? callAsync : callWithCallback;
  return { requestId, ...call(handler, event, { succeed, fail }) };
}

/** nodejs24.x: what the handler returns, or its promise resolves to, is the result. */
function callAsync(handler, event, { succeed, fail }) {
  // In a turn of its own, so that bootstrap.js knows of the invocation before the handler runs.
  setImmediate(async () => {
    try {
      succeed(await handler(JSON.parse(event.payload), contextOf(event)));
    } catch (error) {
      fail(error);
    }
  });
  // A promise that can't settle any more ends the process, with its event loop empty.
}

/** nodejs22.x and before: the result comes by a promise, or by a callback once the event loop is empty. */
function callWithCallback(handler, event, { succeed, fail }) {
  let succeedWhenEmpty;
  const context = Object.assign(contextOf(event), { callbackWaitsForEmptyEventLoop: true });
  const callback = (error, result) => {
    if (error !== undefined && error !== null) fail(error);
    else if (!context.callbackWaitsForEmptyEventLoop) succeed(result);
    else succeedWhenEmpty ??= () => succeed(result);
  };
  setImmediate(() => {
    try {
      const returned = handler(JSON.parse(event.payload), context, callback);
      if (typeof returned?.then === "function") returned.then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  });
  return {
    /** Nothing is left that could produce a result: AWS fails an async handler then; others return null. */
    eventLoopEmpty: () => {
      if (succeedWhenEmpty) succeedWhenEmpty();
      else if (handler.constructor.name === "AsyncFunction") fail(neverSettled());
      else succeed(null);
    },
  };
}

function neverSettled() {
  return runtimeError(
    "NodeJsExit",
    "The event loop is empty, and the promise that the handler returned was never settled.",
  );
}

function contextOf({ requestId, functionArn, deadline }) {
  const { env } = process;
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: requestId,
    invokedFunctionArn: functionArn,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

module.exports = { handleEvent };
