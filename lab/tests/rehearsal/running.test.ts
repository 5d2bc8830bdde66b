import assert from "node:assert/strict";
import { same, type Findings } from "../../findings";
import { changesInWords } from "../../engine/changes";
import { engineFailure } from "../../engine/engineFailure";
import { EngineProgress } from "../../engine/engineProgress";
import { eventually } from "../../rehearsal/eventually";
import { compareInventories } from "../../rehearsal/account/inventory";
import { runStep } from "../../rehearsal/runStep";
import type { Progress } from "@config-remediation-lab/local/support/progress";
import { SetUpError } from "@config-remediation-lab/local/support/setUpError";

const { signal } = new AbortController();
const met: Findings = { checks: [same("ports", "80", "80")], evidence: [] };
const unmet: Findings = { checks: [same("ports", "80", "465", "See the log.")], evidence: [] };

describe("a step", () => {
  it("is met when every check is, and fails when one isn't or there is nothing to check", async () => {
    const run = (seen: Findings) => runStep(3, "Task", signal, () => Promise.resolve(seen));
    assert.equal((await run(met)).ok, true);
    assert.equal((await run(unmet)).ok, false);
    assert.equal((await run({ checks: [], evidence: [] })).ok, false);
  });

  it("becomes a failed one when it throws, with the causes' first lines", async () => {
    const cause = new TypeError("fetch failed\nwith a long story");
    const run = () => Promise.reject(new Error("AWS doesn't answer", { cause }));
    const { ok, error } = await runStep(3, "Task", signal, run);
    assert.equal(ok, false);
    assert.equal(error, "AWS doesn't answer\ncaused by TypeError: fetch failed");
  });

  it("passes on that the machine lacks something, and that it was interrupted", async () => {
    const lacking = new SetUpError("no Python");
    await assert.rejects(
      runStep(1, "Set-up", signal, () => Promise.reject(lacking)),
      lacking,
    );
    const interrupted = new AbortController();
    const run = () => {
      interrupted.abort();
      return Promise.reject(new Error("engine ended"));
    };
    await assert.rejects(runStep(2, "Task", interrupted.signal, run), { name: "AbortError" });
    await assert.rejects(
      runStep(3, "Task", interrupted.signal, () => Promise.resolve(met)),
      { name: "AbortError" },
    );
  });
});

describe("looking until it is so", () => {
  it("looks again until every check is met", async () => {
    let looks = 0;
    const seen = await eventually(signal, () => Promise.resolve(++looks < 3 ? unmet : met));
    assert.equal(looks, 3);
    assert.equal(seen, met);
  });

  it("ends with the signal", async () => {
    const interrupted = new AbortController();
    const waiting = eventually(interrupted.signal, () => {
      // While it pauses after this look.
      setImmediate(() => interrupted.abort());
      return Promise.resolve(unmet);
    });
    await assert.rejects(waiting, { name: "AbortError" });
  });
});

describe("the engine's words", () => {
  const finished = (op: string, urn: string, type: string) =>
    // Of an event only what is read.
    ({ resOutputsEvent: { metadata: { op, urn, type } } }) as Parameters<EngineProgress["on"]>[0];

  it("are what it did to which resource, as the state of one activity", () => {
    const said: Parameters<Progress>[] = [];
    const progress = new EngineProgress("up", (...line) => said.push(line));
    for (const name of ["vpc", "subnet"])
      progress.on(finished("create", `urn:pulumi:s::p::aws:ec2/vpc:Vpc::${name}`, "aws:ec2/vpc:Vpc"));
    progress.on(finished("same", "urn:pulumi:s::p::aws:ec2/vpc:Vpc::other", "aws:ec2/vpc:Vpc"));
    progress.stop();
    const activity = { name: "pulumi", announced: true };
    assert.deepEqual(said, [
      ["pulumi up: 1 resource, create Vpc vpc", activity],
      ["pulumi up: 2 resources, create Vpc subnet", activity],
      ["", { ...activity, over: true }],
    ]);
  });

  it("keep what it complained about", () => {
    const progress = new EngineProgress("up", () => {});
    progress.on(finished("create", "urn:pulumi:s::p::aws:ec2/vpc:Vpc::vpc", "aws:ec2/vpc:Vpc"));
    for (const severity of ["warning", "error"] as const) {
      progress.on({ diagnosticEvent: { message: `a ${severity}\n`, severity } } as Parameters<
        typeof progress.on
      >[0]);
    }
    progress.stop();
    assert.deepEqual(progress.reasons, ["a error"]);
  });

  it("are its complaints, else its line of error, else the first line of all", () => {
    const error = new Error("code: -2\n stderr: Command failed\nerror: no stack named dev\n");
    assert.equal(engineFailure("up", error, ["a", "b"]).message, "pulumi up failed: a\nb");
    assert.equal(engineFailure("up", error).message, "pulumi up failed: error: no stack named dev");
    assert.equal(
      engineFailure("up", new Error("spawn ENOENT\nmore")).message,
      "pulumi up failed: spawn ENOENT",
    );
    assert.equal(engineFailure("up", error).cause, error);
  });

  it("count changes by operation", () => {
    assert.equal(changesInWords({ create: 31, update: 1 }), "31 create, 1 update");
    assert.equal(changesInWords({}), "none");
  });
});

describe("inventories", () => {
  it("agree when nothing is left and nothing of before is gone", () => {
    const before = { buckets: ["theirs"], topics: [] };
    const height = { buckets: ["lab", "theirs"], topics: ["lab"] };
    const { checks, evidence } = compareInventories(before, height, before);
    assert.deepEqual(
      checks.map(({ ok }) => ok),
      [true, true],
    );
    assert.deepEqual(evidence[0]?.rows, [
      ["buckets", "1", "2", "1"],
      ["topics", "0", "1", "0"],
    ]);
  });

  it("list what is left and what is gone", () => {
    const { checks } = compareInventories({ buckets: ["theirs"] }, {}, { buckets: ["lab"] });
    assert.deepEqual(checks, [{ what: "buckets after destroy", expected: "theirs", seen: "lab", ok: false }]);
  });
});
