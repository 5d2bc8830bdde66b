import { strict as assert } from "node:assert";

import { busyMachine, type LambdaHarness, startLambda } from "../harness";
import { zipOf } from "../../zipOf";

interface Failure {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

describe("a handler", function () {
  this.timeout(busyMachine);
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda();
  });
  after(() => aws.stop());

  let count = 0;
  /** Creates a function of this code and invokes it once. */
  async function run(source: string, event: unknown = {}, more: object = {}) {
    const name = `handler-${++count}`;
    await aws.makeFunction(name, source, more);
    const { error, payload, log } = await aws.invoke(name, event);
    return { name, error, payload, log, failure: payload as Failure };
  }

  it("gets a context", async () => {
    const { payload, name } = await run(
      `exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });`,
      {},
      { Timeout: 600 },
    );
    const { awsRequestId, logStreamName, left, ...rest } = payload as Record<string, unknown>;
    assert.match(String(awsRequestId), /^[0-9a-f-]{36}$/);
    assert.match(String(logStreamName), /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.ok(Number(left) > 0 && Number(left) <= 600_000, String(left));
    assert.deepEqual(rest, {
      functionName: name,
      functionVersion: "$LATEST",
      memoryLimitInMB: "256",
      logGroupName: `/aws/lambda/${name}`,
      invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    });
  });

  it("may return nothing", async () => {
    assert.equal((await run(`exports.handler = async () => {};`)).payload, null);
  });

  it("may return without a promise", async () => {
    assert.equal(
      (await run(`exports.handler = (event) => event.word;`, { word: "at once" })).payload,
      "at once",
    );
  });

  it("can't have a callback", async () => {
    const source = `exports.handler = (event, context, callback) => callback(null, 1);`;
    const { error, failure } = await run(source);
    assert.equal(error, "Unhandled");
    assert.equal(failure.errorType, "Runtime.CallbackHandlerDeprecated");
    assert.match(
      failure.errorMessage,
      /^ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node\.js 24\. /,
    );
  });

  it("has no methods of the old kind in its context", async () => {
    const { payload } = await run(
      `exports.handler = async (event, context) =>
        ["callbackWaitsForEmptyEventLoop", "done", "succeed", "fail"].filter((name) => name in context);`,
    );
    assert.deepEqual(payload, []);
  });

  it("may be an ES module, by name or by package.json", async () => {
    const source = `export const handler = async () => import.meta.url.split("/").pop();`;
    const files = { "package.json": `{"type":"module"}`, "main.js": source };
    const byType = { ZipFile: zipOf(files) };
    assert.equal((await run("", {}, { Code: byType, Handler: "main.handler" })).payload, "main.js");
    const byName = { ZipFile: zipOf({ "lib/main.mjs": source }) };
    assert.equal((await run("", {}, { Code: byName, Handler: "lib/main.handler" })).payload, "main.mjs");
  });

  it("that throws fails with the error's name, message and stack, and stays warm", async () => {
    const { name, error, failure, log } = await run(
      `exports.handler = async ({ fine }) => { if (!fine) throw new RangeError("out of it"); return "fine"; };`,
    );
    assert.equal(error, "Unhandled");
    assert.deepEqual([failure.errorType, failure.errorMessage], ["RangeError", "out of it"]);
    assert.match(failure.trace?.[1] ?? "", /at exports\.handler \(.*index\.js:1:/);
    assert.match(
      log,
      /\tERROR\tInvoke Error \t\{"errorType":"RangeError","errorMessage":"out of it","stack":\[/,
    );
    const next = await aws.invoke(name, { fine: true });
    assert.equal(next.payload, "fine");
    assert.doesNotMatch(next.log, /INIT_START/);
  });

  it("may throw something other than an error", async () => {
    const { failure } = await run(`exports.handler = async () => { throw "just text"; };`);
    assert.deepEqual(failure, { errorType: "string", errorMessage: "just text", trace: [] });
  });

  it("fails when its result can't be serialised", async () => {
    const { failure } = await run(`exports.handler = async () => { const a = {}; a.a = a; return a; };`);
    assert.equal(failure.errorMessage, "Unable to stringify response body");
  });

  it("fails on an unhandled rejection", async () => {
    const { error, failure, log } = await run(
      `exports.handler = async () => {
        Promise.reject(new Error("lost"));
        await new Promise(() => setInterval(() => {}, 1000));
      };`,
    );
    assert.equal(error, "Unhandled");
    assert.deepEqual(
      [failure.errorType, failure.errorMessage],
      ["Runtime.UnhandledPromiseRejection", "Error: lost"],
    );
    assert.match(
      log,
      /\tERROR\tUnhandled Promise Rejection \t\{"errorType":"Runtime.UnhandledPromiseRejection"/,
    );
  });

  it("whose promise can never settle ends its process", async () => {
    const { failure } = await run(`exports.handler = async () => new Promise(() => {});`);
    assert.equal(failure.errorType, "Runtime.ExitError");
  });

  it("that ends the process fails with its exit status, and the next event finds a new process", async () => {
    const { name, error, failure, log } = await run(
      `exports.handler = async ({ fine }) => { console.log("last words"); if (!fine) process.exit(7); return "fine"; };`,
    );
    assert.equal(error, "Unhandled");
    assert.equal(failure.errorType, "Runtime.ExitError");
    assert.match(
      failure.errorMessage,
      /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 7$/,
    );
    assert.match(
      log,
      /last words\nRequestId: .* Error: Runtime exited with error: exit status 7\nRuntime.ExitError\n/,
    );
    assert.match(log, /\tStatus: error\tError Type: Runtime.ExitError\n$/);
    const next = await aws.invoke(name, { fine: true });
    assert.equal(next.payload, "fine");
    assert.match(next.log, /^INIT_START /);
  });

  it("is killed at its time limit, even while it never yields", async () => {
    const { error, failure, log } = await run(
      `exports.handler = async () => { for (;;); };`,
      {},
      { Timeout: 1 },
    );
    assert.equal(error, "Unhandled");
    assert.equal(failure.errorType, "Sandbox.Timedout");
    assert.match(
      failure.errorMessage,
      /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/,
    );
    assert.match(log, /^\S+Z [0-9a-f-]{36} Task timed out after 1\.00 seconds$/m);
    assert.match(log, /\tDuration: 1000\.00 ms\tBilled Duration: \d{4,} ms\t.*\tStatus: timeout\n$/);
  });

  it("can't use more memory than it has", async () => {
    const { error, failure } = await run(
      `exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); };`,
      {},
      { MemorySize: 128 },
    );
    assert.equal(error, "Unhandled");
    assert.match(failure.errorMessage, / Error: Runtime exited with error: signal: aborted$/);
  });

  const starts: [what: string, source: string, handler: string, type: string, message: RegExp][] = [
    ["has no such file", "", "other.handler", "Runtime.ImportModuleError", /Cannot find module '.*other'/],
    [
      "isn't exported",
      "",
      "index.none",
      "Runtime.HandlerNotFound",
      /^index\.none is undefined or not exported$/,
    ],
    [
      "is no function",
      "exports.handler = 1",
      "index.handler",
      "Runtime.HandlerNotFound",
      /is not a function$/,
    ],
    ["is named wrongly", "", "index", "Runtime.MalformedHandlerName", /^Bad handler$/],
    [
      "doesn't parse",
      "exports.handler = (",
      "index.handler",
      "Runtime.UserCodeSyntaxError",
      /^SyntaxError: /,
    ],
    ["throws as it is loaded", "throw new Error('early')", "index.handler", "Error", /^early$/],
    [
      "exits as it is loaded",
      "process.exit(4)",
      "index.handler",
      "Runtime.ExitError",
      /^Error: .* exit status 4$/,
    ],
  ];
  for (const [what, source, handler, type, message] of starts) {
    it(`that ${what} fails the invocation`, async () => {
      const { error, failure, log } = await run(source, {}, { Handler: handler });
      assert.equal(error, "Unhandled");
      assert.equal(failure.errorType, type);
      assert.match(failure.errorMessage, message);
      assert.match(
        log,
        new RegExp(`^INIT_REPORT .*\\tPhase: init\\tStatus: error\\tError Type: ${type}$`, "m"),
      );
    });
  }
});

describe("a handler of nodejs20.x and nodejs22.x", function () {
  this.timeout(busyMachine);
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda();
  });
  after(() => aws.stop());

  let count = 0;
  async function run(source: string, Runtime: "nodejs20.x" | "nodejs22.x" = "nodejs22.x") {
    const name = `old-handler-${++count}`;
    await aws.makeFunction(name, source, { Runtime });
    return (await aws.invoke(name)).payload;
  }

  it("may call back, which returns when the event loop is empty", async () => {
    const payload = await run(
      `exports.handler = (event, context, callback) => {
        const answer = { order: ["called back"] };
        callback(null, answer);
        setTimeout(() => answer.order.push("timer"), 20);
      };`,
      "nodejs20.x",
    );
    assert.deepEqual(payload, { order: ["called back", "timer"] });
  });

  it("may call back without waiting for the event loop", async () => {
    const payload = await run(
      `exports.handler = (event, context, callback) => {
        context.callbackWaitsForEmptyEventLoop = false;
        setInterval(() => {}, 1000);
        callback(null, "at once");
      };`,
    );
    assert.equal(payload, "at once");
  });

  it("that never calls back returns null when nothing is left to do", async () => {
    assert.equal(await run(`exports.handler = (event, context, callback) => {};`), null);
  });

  it("whose promise can never settle fails", async () => {
    const payload = await run(`exports.handler = async () => new Promise(() => {});`);
    assert.equal((payload as Failure).errorType, "Runtime.NodeJsExit");
  });
});
