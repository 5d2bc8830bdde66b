"use strict";

const { errorPayload, runtimeError } = require("./errors");
const { logError } = require("./output");

/**
 * Hands one event to the handler.
 *
 * @param handler the user's function: async, or with a callback as third parameter
 * @param event `{ requestId, payload, deadline, functionArn }`; the payload is JSON text, the deadline in
 *   milliseconds since 1970
 * @param finish called once, with the frame that says how it ended
 * @returns what bootstrap.js must know while it runs
 */
function handleEvent(handler, event, finish) {
  const { requestId } = event;
  let open = true;
  /** Set by a callback that leaves the answer waiting until the event loop is empty. */
  let answerWhenEmpty;
  let waitForEmptyEventLoop = true;

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
  const callback = (error, result) => {
    if (error !== undefined && error !== null) fail(error);
    else if (!waitForEmptyEventLoop) succeed(result);
    else answerWhenEmpty ??= () => succeed(result);
  };

  const context = {
    ...environmentContext(),
    awsRequestId: requestId,
    invokedFunctionArn: event.functionArn,
    getRemainingTimeInMillis: () => event.deadline - Date.now(),
    get callbackWaitsForEmptyEventLoop() {
      return waitForEmptyEventLoop;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waitForEmptyEventLoop = value;
    },
  };

  // In a turn of its own, so that bootstrap.js knows of the invocation before the handler runs.
  setImmediate(() => {
    try {
      const answer = handler(JSON.parse(event.payload), context, callback);
      if (typeof answer?.then === "function") answer.then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  });

  return {
    requestId,
    /** Nothing is left that could still answer: AWS fails an async handler then, and answers null for others. */
    eventLoopEmpty: () => {
      if (answerWhenEmpty) answerWhenEmpty();
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

function environmentContext() {
  const { env } = process;
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
}

module.exports = { handleEvent };
