import assert from "node:assert/strict";
import {
  downOutcome,
  gradesOutcome,
  planOutcome,
  upOutcome,
  verifyOutcome,
} from "../../../class/rehearsal/outcomes";

const ended = (code: number, json: unknown) => ({ code, stdout: JSON.stringify(json) });
const student = (name: string, result: string, message = "") => ({ student: name, result, message });
const check = (what: string, ok: boolean) => ({ what, ok, expected: "x", seen: "y" });

describe("outcomes of a class's commands", () => {
  it("are the exit code, where a command printed no result", () => {
    const outcome = "the command ended with exit code 3; its message is above";
    for (const read of [planOutcome, upOutcome, downOutcome])
      assert.deepEqual(read({ code: 3, stdout: "" }), { outcome, ok: false });
    assert.deepEqual(verifyOutcome({ code: 3, stdout: "{" }, []), { outcome, ok: false });
  });

  it("of plan are what stands in the way, with the students", () => {
    const students = [{ student: "stuabc" }];
    assert.deepEqual(planOutcome(ended(0, { students, obstacles: [] })), {
      outcome: "1 labs, nothing in the way",
      ok: true,
    });
    const obstacles = [{ students: ["stuabc"], problem: "no recorder", next: "Make one." }];
    assert.deepEqual(planOutcome(ended(1, { students, obstacles })), {
      outcome: "no recorder (stuabc): Make one.",
      ok: false,
    });
  });

  it("of up and down are how many are well, and why the others aren't", () => {
    const students = [student("a", "done"), student("b", "asItIs"), student("c", "failed", "no luck")];
    const outcome = "2 of 3 are well\nc: failed, no luck";
    assert.deepEqual(upOutcome(ended(1, { students })), { outcome, ok: false });
    assert.deepEqual(downOutcome(ended(1, { students, leftovers: ["a VPC"] })), {
      outcome: `${outcome}\nleft over: a VPC`,
      ok: false,
    });
  });

  it("of grades are the fewest and the most points, and who has no grade", () => {
    const grades = [
      { student: "a", points: 10, of: 100 },
      { student: "b", points: 85, of: 100, problem: "nothing was seen of the lab" },
    ];
    assert.deepEqual(gradesOutcome(ended(1, { grades })), {
      outcome: "10 to 85 of 100 points, before the clean-up\nb: nothing was seen of the lab",
      ok: false,
    });
  });

  it("of verify count the sound, and name what failed only where nothing should have", () => {
    const students = [
      { student: "a", tasks: [{ task: 1, checks: [check("topic", true)] }] },
      { student: "b", tasks: [{ task: 4, checks: [check("incident", false)] }] },
    ];
    assert.deepEqual(verifyOutcome(ended(1, { students }), ["a"]), {
      outcome: "no check failed for 1 of 2",
      ok: true,
    });
    assert.deepEqual(verifyOutcome(ended(1, { students }), ["a", "b"]), {
      outcome: "no check failed for 1 of 2\nb: task 4, incident",
      ok: false,
    });
  });
});
