import assert from "node:assert/strict";
import { fromWireTime, toWire } from "../../../../aws/config/support/wire";

describe("AWS JSON", () => {
  it("has times in seconds, to the millisecond", () => {
    assert.equal(toWire({ at: new Date(1_500), list: [new Date(0)] }), '{"at":1.5,"list":[0]}');
    assert.equal(fromWireTime(1_700_000_000.123).getTime(), 1_700_000_000_123);
  });
});
