import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { runStacks, type StackJob, type Stopping, type WorkResult } from "../../../class/run";

const config = {
  "aws:region": "us-east-1",
  "config-remediation-lab:sharedAccount": "true",
  "config-remediation-lab:stage": "environment",
  "config-remediation-lab:subscriptionEmail": "student@example.edu",
};

/** Stacks on the real engine, each in a process of its own. */
describe("runStacks", function () {
  // The first run on a machine installs the engine and moto.
  this.timeout(1_200_000);
  let session: LocalSession;

  before(async () => {
    session = await startSession({ progress: () => undefined });
  });
  after(() => session?.stop());

  function job(operation: StackJob["operation"], stack: string, itscAccount = stack): StackJob {
    const workDir = join(session.folder, stack);
    return {
      operation,
      stack,
      workDir,
      ...(operation === "up"
        ? { config: { ...config, "config-remediation-lab:itscAccount": itscAccount }, tags: { Class: "c" } }
        : {}),
    };
  }

  interface Watching {
    /** Called at the first resource of a stack. */
    readonly onResource?: (stack: string) => void;
    readonly stopping?: Partial<Stopping>;
    readonly parallel?: number;
  }

  function run(jobs: readonly StackJob[], watching: Watching = {}): Promise<WorkResult[]> {
    const never = new AbortController().signal;
    const seen = new Set<string>();
    return runStacks(
      jobs.map((one) => ({ job: one, environment: session.environment })),
      {
        parallel: watching.parallel ?? 3,
        stopping: { noMore: never, cancel: never, kill: never, ...watching.stopping },
        watcher: {
          onStart: () => undefined,
          onEvent: (stack) => {
            if (!seen.has(stack)) watching.onResource?.(stack);
            seen.add(stack);
          },
          onEnd: () => undefined,
        },
      },
    );
  }

  const outcome = ({ stack, end }: WorkResult): string =>
    `${stack} ${end.kind === "failed" ? end.failure.reason : end.kind}`;

  it("finishes a stack while its neighbour fails", async () => {
    const results = await run([job("up", "stu001"), job("up", "stu002", "not valid")]);
    assert.deepEqual(results.map(outcome).sort(), ["stu001 done", "stu002 failed"]);
    const [good, faulty] = ["stu001", "stu002"].map(
      (name) => results.find(({ stack }) => stack === name)?.end,
    );
    assert.ok(good?.kind === "done" && faulty?.kind === "failed");
    assert.deepEqual([good.changes, good.outputs?.topicName], [{ create: 26 }, "ust-stu001-config-topic"]);
    assert.match(faulty.failure.message, /config-remediation-lab:itscAccount: expected .*, got "not valid"/);
  });

  it("explains a lock", async () => {
    const backend = fileURLToPath(session.environment.PULUMI_BACKEND_URL ?? "");
    const locks = join(backend, ".pulumi/locks/organization/config-remediation-lab/stu001");
    mkdirSync(locks, { recursive: true });
    // As an engine that is at work on another machine writes it into a backend of files.
    const lock = { pid: 4711, username: "teacher", hostname: "desk", timestamp: "2026-01-31T09:00:00Z" };
    writeFileSync(join(locks, "4b0c2c3e-0000-4000-8000-000000000000.json"), JSON.stringify(lock));
    const [locked] = await run([job("up", "stu001")]);
    rmSync(locks, { recursive: true });
    assert.ok(locked?.end.kind === "failed");
    assert.deepEqual(
      [locked.end.failure.reason, locked.end.failure.message.split("\n")[0]],
      ["locked", "locked by teacher@desk (pid 4711) at 2026-01-31T09:00:00Z"],
    );
  });

  it("cancels what is in work and starts no other stack when asked to, and destroys the rest the next time", async () => {
    const control = new AbortController();
    const jobs = [job("destroy", "stu001"), job("destroy", "stu002")];
    const cancelled = await run(jobs, {
      parallel: 1,
      onResource: () => control.abort(),
      stopping: { noMore: control.signal, cancel: control.signal },
    });
    assert.deepEqual(cancelled.map(outcome), ["stu001 cancelled", "stu002 notStarted"]);
    const again = await run(jobs);
    assert.deepEqual(again.map(outcome).sort(), ["stu001 done", "stu002 done"]);
  });
});
