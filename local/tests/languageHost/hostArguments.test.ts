import assert from "node:assert/strict";
import { hostArguments } from "../../languageHost/hostArguments";

describe("command line of a language host", () => {
  for (const [args, read] of [
    [["127.0.0.1:1"], { engine: "127.0.0.1:1" }],
    [["--logtostderr", "-v=9", "-root=/lab", "127.0.0.1:1"], { engine: "127.0.0.1:1" }],
    [["-tracing", "file:./t", "127.0.0.1:1"], { engine: "127.0.0.1:1", tracing: "file:./t" }],
    [["--tracing=http://x/?a=b", "127.0.0.1:1"], { engine: "127.0.0.1:1", tracing: "http://x/?a=b" }],
    [["--tracing", "file:./t"], { tracing: "file:./t" }],
    [["-v=9"], {}],
    [[], {}],
  ] as const) {
    it(`is read: ${args.join(" ") || "(empty)"}`, () => assert.deepEqual(hostArguments(args), read));
  }
});
