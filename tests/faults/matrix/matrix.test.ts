import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { startFaultLab, type FaultLab } from "../lab/faultLab";
import { brokenTrials } from "./brokenTrials";
import { allTrials, runTrials } from "./runTrials";

/** One of each kind that the function treats differently; the others are in the full suite. */
const representative = [
  "`UnauthorizedOperation`",
  "`AccessDeniedException`",
  "`InvalidPermission.Duplicate`",
  "`RequestLimitExceeded`",
  "`NoSuchConfigRuleException`",
  "work done, answer lost, connection cut",
];

describe("the function's archive under faults of AWS", function () {
  this.timeout(180_000);
  let lab: FaultLab;
  before(async () => {
    lab = await startFaultLab();
  });
  after(() => lab?.stop());

  it("reports what is true, keeps what is required, and recovers, for representative faults", async () => {
    const environment = lab.startEnvironment();
    const planned = allTrials().filter(({ kind }) => representative.includes(kind.name));
    ok(planned.length > 35, `only ${planned.length}`);
    deepStrictEqual(brokenTrials(await runTrials(lab, environment, planned)), []);
    ok(environment.log.includes("reporting COMPLIANT"));
    strictEqual(environment.log.includes(lab.resultToken), false);
  });
});
