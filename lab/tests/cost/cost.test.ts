import assert from "node:assert/strict";
import { centsPerStudent, costOf, costTable, usageOf } from "../../cost";

describe("the cost of a class", () => {
  const own = { students: 1, shared: false };

  it("counts what one run of the lab uses in an account of one's own", () => {
    assert.deepEqual(usageOf(own), {
      items: 10,
      invocations: 9,
      evaluations: 12,
      publishes: 16,
      mails: 7,
      files: 3,
    });
  });

  it("evaluates each of the shared account's rules for the student's own groups", () => {
    // LabSG1, the default group and 6 changes.
    const [one, thirty] = [1, 30].map((students) => usageOf({ students, shared: true }));
    assert.equal(one?.invocations, 8);
    assert.deepEqual(thirty, {
      items: 1 + 30 * 10,
      invocations: 30 * 8,
      evaluations: 30 * 11,
      publishes: 301 + 180,
      mails: 30,
      files: 3,
    });
  });

  it("evaluates each rule for all groups and changes where rules are scoped by type", () => {
    const one = usageOf({ students: 1, shared: true, byTag: false });
    assert.deepEqual(one, { ...usageOf(own), mails: 1 });
    // 61 groups and 180 changes for each of 30 rules, and 90 second reports.
    assert.deepEqual(usageOf({ students: 30, shared: true, byTag: false }), {
      items: 271,
      invocations: 30 * (61 + 180),
      evaluations: 30 * (61 + 180) + 90,
      publishes: 271 + 180,
      mails: 30,
      files: 3,
    });
  });

  it("is 4 cents a student, alone and in a shared account, and 27 of 30 whose rules are scoped by type", () => {
    assert.equal(centsPerStudent(own), "4");
    assert.equal(centsPerStudent({ students: 30, shared: true }), "4");
    assert.equal(centsPerStudent({ students: 200, shared: true }), "4");
    assert.equal(centsPerStudent({ students: 30, shared: true, byTag: false }), "27");
  });

  it("is the sum of its parts, in dollars", () => {
    const { items, evaluations, lambda, rest, total } = costOf(own);
    assert.equal(items.toFixed(6), "0.030000");
    assert.equal(evaluations.toFixed(6), "0.012000");
    assert.equal(lambda.toFixed(6), "0.000039");
    assert.equal(rest.toFixed(6), "0.000181");
    assert.equal(total, items + evaluations + lambda + rest);
  });

  it("counts AWS Config's tiers over the whole account", () => {
    // 200 rules × (401 groups + 1,200 changes) + 600 = 320,800 evaluations.
    const { evaluations } = costOf({ students: 200, shared: true, byTag: false });
    assert.equal(evaluations.toFixed(2), (100_000 * 0.001 + 220_800 * 0.0008).toFixed(2));
    // 300 × (601 + 1,800) + 900 = 721,200.
    const third = costOf({ students: 300, shared: true, byTag: false }).evaluations;
    assert.equal(third.toFixed(2), (100 + 400_000 * 0.0008 + 221_200 * 0.0005).toFixed(2));
  });

  it("is printed as a table, a column for each kind of account", () => {
    const table = costTable([
      { title: "alone", account: own },
      { title: "of 30", account: { students: 30, shared: true, byTag: false } },
    ]);
    assert.deepEqual(table.head, ["what", "alone", "of 30"]);
    assert.deepEqual(table.rows.slice(1), [
      ["Configuration items, continuous: 0.003 each", "10: 0.030", "9: 0.027"],
      ["Rule evaluations: 0.001 each, less above 100,000 a month", "12: 0.012", "244: 0.244"],
      ["Lambda: runs of 1 s at 256 MB", "9: under 0.001", "241: 0.001"],
      ["S3, SNS mails, CloudWatch Logs", "under 0.001", "0.001"],
      ["Sum", "0.042", "0.273"],
    ]);
  });

  it("rejects numbers of students that no account has", () => {
    for (const students of [0, -1, 1.5, Number.NaN])
      assert.throws(() => usageOf({ students, shared: true }), {
        name: "RangeError",
        message: `students: expected a whole number of at least 1, got ${students}`,
      });
    assert.throws(() => costOf({ students: 2, shared: false }), {
      name: "RangeError",
      message: "students: expected 1 in an account that isn't shared, got 2; an account has one recorder",
    });
  });
});
