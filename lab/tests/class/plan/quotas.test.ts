import assert from "node:assert/strict";
import { checkQuotas } from "../../../class/plan/checks/quotas";
import type { PlannedLab } from "../../../class/plan";
import { fakeClients } from "../../fakes/fakeClients";

const ids = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index }));

/** An account that has this many already. */
function account({ vpcs = 1, gateways = 1, rules = [] as string[] }) {
  return fakeClients({
    DescribeVpcs: () => ({ Vpcs: ids(vpcs) }),
    DescribeInternetGateways: () => ({ InternetGateways: ids(gateways) }),
    DescribeConfigRules: () => ({ ConfigRules: rules.map((ConfigRuleName) => ({ ConfigRuleName })) }),
  });
}

function lab(stack: string, more: Partial<PlannedLab> = {}): PlannedLab {
  return {
    student: { itscAccount: stack, stack, email: `${stack}@example.edu`, line: 2 },
    region: "us-east-1",
    source: {},
    workDir: "",
    account: "123456789012",
    shared: true,
    range: "10.0.0.0/16",
    config: {},
    tags: {},
    resources: 0,
    current: false,
    ...more,
  };
}

const place = (...labs: PlannedLab[]) => ({ account: "123456789012", region: "us-east-1", labs });
const plenty = { vpcs: 100, gateways: 100, rules: 1_000, executions: 1_000 };

describe("quotas of a class", () => {
  it("name the students who don't fit any more, in the roster's order", async () => {
    const labs = ["a", "b", "c"].map((name) => lab(name));
    const { obstacles } = await checkQuotas(place(...labs), account({ vpcs: 3, gateways: 2 }), {
      ...plenty,
      vpcs: 5,
      gateways: 4,
    });
    assert.deepEqual(
      obstacles.map(({ students, problem }) => [students, problem]),
      [
        [["c"], "account 123456789012, us-east-1 may have 5 VPCs as given, has 3, and 3 more are wanted"],
        [
          ["c"],
          "account 123456789012, us-east-1 may have 4 internet gateways as given, has 2, and 3 more are wanted",
        ],
      ],
    );
  });

  it("don't concern labs that exist, but for their rule when the next stage makes it", async () => {
    const existing = { resources: 25, config: { "config-remediation-lab:stage": "remediated" } };
    const { obstacles } = await checkQuotas(
      place(lab("a", existing), lab("b", existing)),
      account({ rules: ["EC2SecurityGroup-a"] }),
      { ...plenty, vpcs: 0, gateways: 0, rules: 1 },
    );
    assert.deepEqual(obstacles, [
      {
        students: ["b"],
        problem:
          "account 123456789012, us-east-1 may have 1 rules of AWS Config as given, has 1, and 1 more are wanted",
        next: "Request a higher quota (AWS Support), spread the class over regions or accounts, or give the real one: --quota rules=N",
      },
    ]);
  });

  it("need no rule before the stage that has one", async () => {
    const early = { config: { "config-remediation-lab:stage": "environment" } };
    const clients = account({});
    const { obstacles, notes } = await checkQuotas(place(lab("a", early)), clients, { ...plenty, rules: 0 });
    assert.deepEqual([obstacles, notes], [[], []]);
    assert.equal(clients.calls.includes("DescribeConfigRules"), false);
  });

  it("of concurrent executions are no obstacle, since Lambda keeps what is beyond them", async () => {
    const labs = ["a", "b", "c"].map((name) => lab(name));
    const { obstacles, notes } = await checkQuotas(place(...labs), account({}), { ...plenty, executions: 2 });
    assert.deepEqual(obstacles, []);
    assert.deepEqual(notes, [
      "account 123456789012, us-east-1 may run 2 functions at a time as given, and 3 students have one each: what is beyond that, Lambda keeps and runs later (lambda L-B99A9384 in Service Quotas)",
    ]);
  });
});
