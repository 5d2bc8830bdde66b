import assert from "node:assert/strict";
import { createLog } from "../../remediation/log";
import { capturedLog } from "./capturedLog";

async function written(debug: boolean): Promise<string[]> {
  return capturedLog(() => {
    const log = createLog(debug);
    log("debug", "a");
    log("info", "revoking for sg-1", { groupId: "sg-1", permissions: ["tcp 465 from 0.0.0.0/0"] });
    log("warn", "two\nlines");
    log("error", 'with "quotes"', { code: undefined });
    return Promise.resolve();
  });
}

describe("createLog", () => {
  it("writes one JSON object a line, level and message first", async () => {
    assert.deepEqual(await written(true), [
      '{"level":"debug","message":"a"}',
      '{"level":"info","message":"revoking for sg-1","groupId":"sg-1","permissions":["tcp 465 from 0.0.0.0/0"]}',
      '{"level":"warn","message":"two\\nlines"}',
      '{"level":"error","message":"with \\"quotes\\""}',
    ]);
  });

  it("writes lines of level debug only when asked to", async () => {
    const lines = await written(false);
    assert.equal(lines.length, 3);
    assert.match(lines[0] ?? "", /revoking for/);
  });
});
