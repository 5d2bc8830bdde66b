import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import { readable, withReadableErrors } from "../../components/readableErrors";

const packageFrame = "    at async Stack.run (/a/node_modules/@pulumi/resource.ts:1:2)";

function failed<Failure extends Error>(error: Failure): Failure {
  error.stack = `Error: ${error.message}\n    at program (/lab/index.ts:3:4)\n${packageFrame}`;
  return error;
}

describe("readable", () => {
  it("removes the frames of packages, and keeps the program's own", () => {
    const error = failed(new Error("broken", { cause: failed(new Error("cause")) }));
    strictEqual(readable(error), error);
    strictEqual(error.stack, "Error: broken\n    at program (/lab/index.ts:3:4)");
    strictEqual((error.cause as Error).stack, "Error: cause\n    at program (/lab/index.ts:3:4)");
  });

  it("removes the whole stack of an error that is meant for the user", () => {
    strictEqual((readable(failed(new pulumi.RunError("wrong value"))) as Error).stack, undefined);
  });

  it("keeps a message that names a file of a package", () => {
    const error = failed(new Error("cannot find /a/node_modules/b/index.js"));
    readable(error);
    strictEqual(
      error.stack,
      "Error: cannot find /a/node_modules/b/index.js\n    at program (/lab/index.ts:3:4)",
    );
  });

  it("removes them from every error that is printed with it", () => {
    const inner = [failed(new Error("one")), failed(new TypeError("two"))];
    const response = failed(new Error("response"));
    const error = Object.assign(failed(new AggregateError(inner, "all")), { response });
    readable(error);
    for (const each of [error, response, ...inner]) ok(!each.stack?.includes("node_modules"), each.message);
  });

  it("ends where a cause leads back to its error", () => {
    const error = failed(new Error("broken"));
    error.cause = failed(new Error("cause", { cause: error }));
    strictEqual(readable(error), error);
    strictEqual((error.cause as Error).stack, "Error: cause\n    at program (/lab/index.ts:3:4)");
  });

  it("leaves what isn't an error alone", () => {
    deepStrictEqual([readable("text"), readable(undefined)], ["text", undefined]);
  });
});

describe("withReadableErrors", () => {
  it("passes on what the program returns", async () => {
    strictEqual(await withReadableErrors(() => Promise.resolve(1))(), 1);
  });

  it("throws the program's error without frames of packages", async () => {
    const error = failed(new Error("broken"));
    await rejects(withReadableErrors(() => Promise.reject(error))(), (thrown: Error) => {
      ok(thrown === error && !thrown.stack?.includes("node_modules"));
      return true;
    });
  });
});
