import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LabRun, listens } from "../leftovers";

describe("config-lab local", function () {
  this.timeout(60_000);
  const runs: LabRun[] = [];
  const lab = (args: string[], options?: ConstructorParameters<typeof LabRun>[1]) => {
    const run = new LabRun(args, options);
    runs.push(run);
    return run;
  };
  afterEach(() => {
    for (const run of runs.splice(0)) run.dispose();
  });

  it("runs a command with AWS in its environment, passes its exit code on, and leaves nothing", async () => {
    const script =
      'echo "$AWS_ENDPOINT_URL $AWS_REGION"; command -v pulumi-resource-aws; test -d "$PULUMI_HOME"; exit 7';
    const run = lab(["local", "--region", "eu-west-1", "--", "sh", "-c", script]);
    assert.equal(await run.exitCode(), 7);
    const [where = "", provider] = run.stdout.trim().split("\n");
    assert.match(where, /^http:\/\/127\.0\.0\.1:\d+ eu-west-1$/);
    assert.equal(provider, join(process.cwd(), "local/providers/bin/pulumi-resource-aws"));
    assert.equal(await listens(where.split(" ")[0] ?? ""), false);
    assert.deepEqual(run.leftovers(), []);
  });

  it("ends what the command left running", async () => {
    const run = lab(["local", "--", "sh", "-c", "sleep 300 & sleep 300 & exit 0"]);
    assert.equal(await run.exitCode(), 0);
    assert.deepEqual(run.leftovers(), []);
  });

  it("stays until Ctrl-C without a command, and tells how to use it", async () => {
    const run = lab(["local"]);
    await run.said(/# Ctrl-C ends it/);
    const endpoint = /AWS_ENDPOINT_URL=(\S+)/.exec(run.stdout)?.[1] ?? "";
    assert.equal(await listens(endpoint), true);
    assert.notDeepEqual(run.leftovers(), []);
    run.interrupt();
    assert.equal(await run.exitCode(), 0);
    assert.equal(await listens(endpoint), false);
    assert.deepEqual(run.leftovers(), []);
  });

  it("passes a signal on to the command, and tells by the exit code that it ended by one", async () => {
    const run = lab(["local", "--", "sh", "-c", "echo running; exec sleep 300"]);
    await run.said(/running/);
    run.child.kill("SIGTERM");
    assert.equal(await run.exitCode(), 143);
    assert.deepEqual(run.leftovers(), []);
  });

  it("gives up at the second Ctrl-C on a command that ignores the first", async () => {
    const run = lab([
      "local",
      "--",
      "sh",
      "-c",
      "trap '' INT TERM; echo running; sleep 300 & wait; sleep 300",
    ]);
    await run.said(/running/);
    run.interrupt();
    await sleep(1_000);
    assert.equal(run.child.exitCode, null);
    run.interrupt();
    assert.equal(await run.exitCode(), 130);
    await sleep(200);
    assert.deepEqual(run.leftovers(), []);
  });

  it("keeps the folder with --keep, and says where it is", async () => {
    const run = lab(["local", "--keep", "--", "true"]);
    assert.equal(await run.exitCode(), 0);
    const folder = /^Logs, mails and state are in (.*)$/m.exec(run.stderr)?.[1] ?? "";
    assert.deepEqual(run.leftovers(), [folder.slice(run.temporary.length + 1)]);
  });

  it("says in one sentence what it lacks, and leaves nothing", async () => {
    const busy = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => busy.once("listening", resolve));
    const { port } = busy.address() as AddressInfo;
    const inUse = lab(["local", "--port", String(port), "--", "true"]);
    assert.equal(await inUse.exitCode(), 3);
    assert.match(inUse.stderr, new RegExp(`Port ${port} .*in use`, "i"));
    assert.equal(inUse.stdout, "");
    busy.close();

    for (const command of [
      ["local", "--", "true"],
      ["rehearse", "--json"],
    ]) {
      const noCache = lab(command, { environment: { XDG_CACHE_HOME: "/dev/null/cache" } });
      assert.equal(await noCache.exitCode(), 3);
      assert.equal(noCache.stdout, "");
      assert.match(
        noCache.stderr,
        /lab: Can't write to the cache folder \/dev\/null\/cache\/\S+: part of the path is a file\. Make/,
      );
      assert.deepEqual(noCache.leftovers(), []);
    }

    const noCommand = lab(["local", "--", "no-such-command"]);
    assert.equal(await noCommand.exitCode(), 3);
    assert.match(
      noCommand.stderr,
      /lab: The program "no-such-command" isn't installed, or isn't on PATH\.\n/,
    );

    const wrongPort = lab(["local", "--port", "70000"]);
    assert.equal(await wrongPort.exitCode(), 2);
    assert.match(wrongPort.stderr, /Expected a port from 1 to 65535, or 0 for a free one\./);
    assert.deepEqual([...inUse.leftovers(), ...noCommand.leftovers(), ...wrongPort.leftovers()], []);
  });
});

describe("the program from Pulumi's own command line", function () {
  this.timeout(240_000);
  let clone: string;

  before(() => {
    clone = mkdtempSync(join(tmpdir(), "clone-"));
    const parts = [
      "index.ts",
      "package.json",
      "package-lock.json",
      "tsconfig.json",
      "Pulumi.yaml",
      "Pulumi.dev.yaml",
    ];
    for (const part of [...parts, "components", "remediation", "lab", "local"]) {
      cpSync(part, join(clone, part), { recursive: true });
    }
    symlinkSync(join(process.cwd(), "node_modules"), join(clone, "node_modules"));
  });
  after(() => rmSync(clone, { recursive: true }));

  it("goes up, wants no change, and goes down, and the stack's file stays as it was", async function () {
    const script =
      "command -v pulumi-language-nodejs >/dev/null || exit 99;" +
      "pulumi stack init dev && pulumi up --yes && pulumi preview --expect-no-changes && pulumi destroy --yes";
    const run = new LabRun(["local", "--", "bash", "-c", script], {
      cwd: clone,
      bin: join(clone, "lab/bin.js"),
    });
    try {
      const code = await run.exitCode();
      // Only Pulumi's installer brings the language host along; a CLI that was built from its module lacks it.
      if (code === 99) this.skip();
      assert.equal(code, 0, run.stdout + run.stderr);
      assert.match(run.stdout, /Resources:\n {4}\+ 34 created/);
      assert.match(run.stdout, /Resources:\n {4}34 unchanged/);
      assert.match(run.stdout, /Resources:\n {4}- 34 deleted/);
      assert.equal(
        readFileSync(join(clone, "Pulumi.dev.yaml"), "utf8"),
        readFileSync("Pulumi.dev.yaml", "utf8"),
      );
      assert.deepEqual(run.leftovers(), []);
    } finally {
      run.dispose();
    }
  });
});
