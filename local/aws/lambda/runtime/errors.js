"use strict";

const { types } = require("node:util");

/** An error by the runtime itself, e.g. `Runtime.HandlerNotFound`. */
function runtimeError(type, message, stack) {
  const error = new Error(message);
  error.name = `Runtime.${type}`;
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** The response body of a failed invocation: `{ errorType, errorMessage, trace }`. Anything can be thrown. */
function errorPayload(thrown) {
  if (!types.isNativeError(thrown) && !(thrown instanceof Error)) {
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  }
  return {
    errorType: String(thrown.name),
    errorMessage: String(thrown.message),
    trace: String(thrown.stack).split("\n"),
  };
}

/** The JSON of an error in the log: message and stack aren't enumerable, so they are named here. */
function errorJson(thrown) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  try {
    return JSON.stringify(error, (_key, value) => (value instanceof Error ? describe(value) : value));
  } catch {
    // It contains itself, or a property can't be serialised.
    return JSON.stringify(errorPayload(error));
  }
}

function describe(error) {
  return {
    errorType: error.name,
    errorMessage: error.message,
    code: error.code,
    ...error,
    stack: typeof error.stack === "string" ? error.stack.split("\n") : undefined,
  };
}

module.exports = { errorJson, errorPayload, runtimeError };
