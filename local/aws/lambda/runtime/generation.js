"use strict";

/**
 * Whether the function's runtime takes async handlers only. From nodejs24.x on there are no callbacks, and nothing that
 * was part of them: context.callbackWaitsForEmptyEventLoop, and the wait for an empty event loop.
 * https://aws.amazon.com/blogs/compute/node-js-24-runtime-now-available-in-aws-lambda/
 */
const asyncOnly = Number(/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV)?.[1]) >= 24;

module.exports = { asyncOnly };
