import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mock } from "node:test";
import { run } from "../../support/processes";
import { markedProcesses, markName } from "../../support/processTree";

describe("running a tool", () => {
  it("gives its outputs and its exit code, whatever that is", async () => {
    const lines: string[] = [];
    const result = await run("sh", ["-c", "echo one; echo two >&2; exit 3"], {
      onLine: (line) => lines.push(line),
    });
    assert.deepEqual(result, { code: 3, stdout: "one", stderr: "two", timedOut: false });
    assert.deepEqual(lines.sort(), ["one", "two"]);
  });

  describe("that exceeds its time limit", () => {
    beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
    afterEach(() => mock.timers.reset());

    /** Lets the limit pass once the tool has started everything. */
    const limit = {
      timeout: 300,
      onLine: (line: string) => {
        if (line === "started") mock.timers.tick(300);
      },
    };

    it("kills it with everything it started", async () => {
      const mark = randomUUID();
      const environment = { ...process.env, [markName]: mark };
      const script = "sleep 600 & echo started; sleep 600";
      const result = await run("sh", ["-c", script], { environment, ...limit });
      assert.deepEqual(result, { code: undefined, stdout: "started", stderr: "", timedOut: true });
      assert.deepEqual(markedProcesses(mark), []);
    });

    it("removes the folder of its temporary files", async () => {
      const script = 'echo "$TMPDIR"; touch "$TMPDIR/left"; echo started; sleep 600';
      const { stdout, timedOut } = await run("sh", ["-c", script], limit);
      assert.equal(timedOut, true);
      const [folder = ""] = stdout.split("\n");
      assert.match(folder, /config-remediation-lab-\w+$/);
      assert.equal(existsSync(folder), false);
    });
  });

  it("fails with the system's code when there is no such tool", async () => {
    await assert.rejects(run("no-such-tool-anywhere", []), { code: "ENOENT" });
  });
});
