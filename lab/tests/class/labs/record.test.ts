import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  fingerprintOf,
  isCurrent,
  readRecord,
  readSettings,
  settingsFor,
  writeRecord,
  writeSettings,
  type RunRecord,
} from "../../../class/labs";

const record: RunRecord = {
  operation: "up",
  ok: true,
  fingerprint: "f",
  endedAt: "2026-01-31T09:05:00.000Z",
  milliseconds: 21_000,
  stack: "stuabc",
  region: "us-east-1",
  source: { profile: "teacher" },
  account: "123456789012",
};
const before = new Date("2026-01-31T09:04:59Z");

describe("what a class keeps", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "class-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is read as it was written, and undefined before", async () => {
    const settings = { config: { "config-remediation-lab:stage": "monitored" }, expires: "2026-02-14" };
    const [deep, student] = [join(folder, "a", "b"), join(folder, "students", "stuabc")];
    assert.deepEqual([await readSettings(deep), await readRecord(student)], [undefined, undefined]);
    await writeSettings(deep, settings);
    await writeRecord(student, record);
    assert.deepEqual([await readSettings(deep), await readRecord(student)], [settings, record]);
  });
});

describe("isCurrent", () => {
  const cases: [what: string, expected: boolean, ...Parameters<typeof isCurrent>][] = [
    ["a successful up of the same", true, record, "f", before],
    ["no record", false, undefined, "f", before],
    ["a failed up", false, { ...record, ok: false }, "f", before],
    ["a destroy", false, { ...record, operation: "destroy" }, "f", before],
    ["another configuration or program", false, record, "g", before],
    ["an update since, by hand", false, record, "f", new Date("2026-01-31T09:05:01Z")],
    ["a stack that was never updated", false, record, "f", undefined],
  ];
  for (const [what, expected, ...args] of cases) {
    it(`is ${expected} for ${what}`, () => assert.equal(isCurrent(...args), expected));
  }
});

describe("fingerprintOf", () => {
  it("is the same for the same configuration, and another for another", () => {
    const one = fingerprintOf({ config: { a: "1" } });
    assert.match(one, /^[0-9a-f]{64}$/);
    assert.equal(fingerprintOf({ config: { a: "1" } }), one);
    assert.notEqual(fingerprintOf({ config: { a: "2" } }), one);
  });
});

describe("settingsFor", () => {
  const now = new Date("2026-01-31T23:00:00Z");

  it("expires in 14 days unless a date is given", () => {
    assert.deepEqual(settingsFor(undefined, { config: {} }, now), { config: {}, expires: "2026-02-14" });
    assert.equal(settingsFor(undefined, { config: {}, expires: "2026-06-30" }, now).expires, "2026-06-30");
  });

  it("keeps what was given earlier, and what is given now wins", () => {
    const earlier = { config: { "p:stage": "environment", "p:debug": "false" }, expires: "2026-02-01" };
    assert.deepEqual(settingsFor(earlier, { config: { "p:stage": "monitored" } }, now), {
      config: { "p:stage": "monitored", "p:debug": "false" },
      expires: "2026-02-01",
    });
  });
});
