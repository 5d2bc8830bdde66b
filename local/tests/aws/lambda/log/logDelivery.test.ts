import { strict as assert } from "node:assert";

import { batches, newStreamName } from "../../../../aws/lambda/log/logDelivery";

describe("batches of log events", () => {
  it("stay in order of time, and in order of arrival within a millisecond", () => {
    const lines = [3, 1, 2, 1].map((time, index) => ({ time, message: `${index}` }));
    assert.deepEqual(
      batches(lines).map((batch) => batch.map(({ message }) => message)),
      [["1", "3", "2", "0"]],
    );
  });

  it("hold at most 10,000 events", () => {
    const lines = Array.from({ length: 10_001 }, (_, time) => ({ time, message: "x" }));
    assert.deepEqual(
      batches(lines).map(({ length }) => length),
      [10_000, 1],
    );
  });

  it("hold at most 1 MiB, 26 bytes for each event included, and cut longer lines", () => {
    const lines = [{ time: 1, message: "ü".repeat(1_000_000) }];
    const result = batches(lines);
    const sizes = result.map((batch) => batch.reduce((sum, e) => sum + Buffer.byteLength(e.message) + 26, 0));
    assert.ok(sizes.every((size) => size <= 1_048_576));
    assert.equal(
      result
        .flat()
        .map(({ message }) => message)
        .join(""),
      "ü".repeat(1_000_000),
    );
  });

  it("of nothing are none", () => {
    assert.deepEqual(batches([]), []);
  });
});

describe("a log stream's name", () => {
  it("has the day and the version, and is unique", () => {
    const day = new Date("2025-06-30T23:59:59Z");
    assert.match(newStreamName(day), /^2025\/06\/30\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.notEqual(newStreamName(day), newStreamName(day));
  });
});
