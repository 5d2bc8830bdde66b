import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFaultPlan } from "../../../aws/faults";

describe("a faults file", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "faults-test-"));
    file = join(folder, "faults.yaml");
  });
  after(() => rmSync(folder, { recursive: true }));

  const read = (text: string) => {
    writeFileSync(file, text);
    return readFaultPlan(file);
  };

  it("is YAML or JSON", () => {
    const plan = { seed: 7, faults: [{ call: "ec2:*", effect: "throttle", nth: [1, 2] }] };
    assert.deepEqual(read("seed: 7\nfaults:\n  - {call: 'ec2:*', effect: throttle, nth: [1, 2]}\n"), plan);
    assert.deepEqual(read(JSON.stringify(plan)), plan);
  });

  it("is rejected with everything that is wrong with it", () => {
    const faults = [
      { call: "ec2", effect: "explode", nth: 0, from: 2 },
      { call: "ec2:*", effect: "error", status: 200, probability: 2, code: undefined, group: "sg" },
      { call: "ec2:*", effect: "throttle", code: "Throttling" },
      "throttle",
    ];
    assert.throws(() => read(JSON.stringify({ seed: 1.5, faults, more: 1 })), {
      name: "SetUpError",
      message: [
        `${file} isn't a faults file:`,
        "more: unknown field; expected only seed, faults",
        "seed: expected a whole number, got 1.5",
        'faults[0].call: expected a service and an operation like "ec2:DescribeSecurityGroups", or * for any, got "ec2"',
        'faults[0].effect: expected one of error, throttle, unavailable, hang, cut, lose, got "explode"',
        "faults[0].nth: expected a whole number from 1, or a list of them, without from, got 0",
        "faults[1].group: unknown field; expected only call, effect, code, status, message, caller, about, nth, from, probability",
        "faults[1].code: expected AWS's error code, since effect is error",
        "faults[1].status: expected an HTTP status from 400 to 599, with code, got 200",
        "faults[1].probability: expected a number above 0 and at most 1, got 2",
        'faults[2].code: expected an error code, with error or lose, got "Throttling"',
        'faults[3]: expected an object, got "throttle"',
      ].join("\n  "),
    });
  });

  it("is rejected where it isn't YAML, isn't an object, or isn't there", () => {
    assert.throws(() => read("faults: [\n"), /isn't a faults file:\n {2}Flow sequence/);
    assert.throws(() => read("- a"), /expected an object with the list "faults", got \["a"\]/);
    assert.throws(() => readFaultPlan(join(folder, "none.yaml")), /none\.yaml can't be read \(ENOENT\)/);
  });
});
