import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { readDocument, tableAfter } from "../../documents/documents";
import { startFaultLab, type FaultLab } from "../lab/faultLab";
import { brokenTrials } from "./brokenTrials";
import { matrixBegin, matrixEnd, rowsOf, withMatrix } from "./document";
import { places } from "./faultKinds";
import { allTrials, runTrials } from "./runTrials";
import type { Trial } from "./trial";

describe("the function's archive under every documented fault of every call", function () {
  this.timeout(30 * 60_000);
  let lab: FaultLab;
  let trials: Trial[];
  let log: string;
  before(async () => {
    lab = await startFaultLab();
    const environment = lab.startEnvironment();
    trials = await runTrials(lab, environment, allTrials());
    log = environment.log;
  });
  after(() => lab?.stop());

  it("reports what is true, keeps what is required, and recovers", () => {
    ok(trials.length > 400, `only ${trials.length}`);
    deepStrictEqual(brokenTrials(trials), []);
  });

  it("never logs the result token", () => {
    ok(log.includes("reporting COMPLIANT"));
    strictEqual(log.includes(lab.resultToken), false);
  });

  it("has the outcomes that docs/faults.md lists", () => {
    const { text } = readDocument("docs/faults.md");
    const documented = Object.values(places).map((place, index) =>
      tableAfter(text, `### ${index + 1}. ${place.name}`),
    );
    deepStrictEqual(
      documented,
      Object.values(places).map((place) => rowsOf(trials, place)),
    );
    ok(text.includes(`${trials.length} trials:`));
  });
});

describe("withMatrix", () => {
  it("needs the marks, and puts the matrix between them", () => {
    const marked = withMatrix(`before\n${matrixBegin}\nold\n${matrixEnd}\nafter`, []);
    ok(marked.startsWith(`before\n${matrixBegin}\n\n0 trials:`) && marked.endsWith(`${matrixEnd}\nafter`));
    strictEqual(marked.includes("old"), false);
    try {
      withMatrix("none", []);
      throw new Error("accepted");
    } catch (error) {
      ok(String(error).startsWith("Error: The document has no place for the matrix"));
    }
  });
});
