import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { createServer, type AddressInfo } from "node:net";
import { childProcesses } from "../childProcesses";
import { labRuns, listens } from "../leftovers";
import { until } from "../until";

describe("config-lab local", function () {
  this.timeout(240_000);
  const lab = labRuns();
  const startChild = childProcesses();

  it("runs a command with AWS in its environment, passes its exit code on, and leaves nothing", async () => {
    const script = 'echo "$AWS_ENDPOINT_URL $AWS_REGION"; pulumi plugin ls --json; exit 7';
    const run = lab(["local", "--region", "eu-west-1", "--", "sh", "-c", script]);
    assert.equal(await run.exitCode(), 7);
    const [where = "", ...json] = run.stdout.split("\n");
    assert.match(where, /^http:\/\/127\.0\.0\.1:\d+ eu-west-1$/);
    const plugins = JSON.parse(json.join("\n")) as { name: string; kind: string }[];
    assert.deepEqual(plugins.map(({ kind, name }) => `${kind} ${name}`).sort(), [
      "language nodejs",
      "resource aws",
      "resource awsx",
    ]);
    assert.equal(await listens(where.split(" ")[0] ?? ""), false);
    assert.deepEqual(run.leftovers(), []);
  });

  it("ends what the command left running", async () => {
    const run = lab(["local", "--", "sh", "-c", "sleep 600 & sleep 600 & exit 0"]);
    assert.equal(await run.exitCode(), 0);
    assert.deepEqual(run.leftovers(), []);
  });

  it("stays until Ctrl-C without a command, and prints how to use it", async () => {
    const run = lab(["local"]);
    await run.said(/^Ctrl-C ends it/m);
    const endpoint = /AWS on this machine: ([^,]+),/.exec(run.stdout)?.[1] ?? "";
    assert.equal(await listens(endpoint), true);
    assert.notDeepEqual(run.leftovers(), []);
    run.interrupt();
    assert.equal(await run.exitCode(), 0);
    assert.equal(await listens(endpoint), false);
    assert.deepEqual(run.leftovers(), []);
  });

  it("makes pulumi and config-lab of another terminal its own, by the file that it names", async () => {
    const run = lab(["local"]);
    await run.said(/^Ctrl-C ends it/m);
    const file = /^ {2}source (\S+)$/m.exec(run.stdout)?.[1] ?? "";
    const script = '. "$0" && cd / && config-lab --version && pulumi whoami --verbose';
    const other = startChild("sh", ["-c", script, file], { env: { PATH: process.env.PATH, HOME: tmpdir() } });
    assert.equal(await other.exitCode(), 0, other.stderr);
    assert.match(other.stdout, /^\d+\.\d+\.\d+\n/);
    assert.ok(other.stdout.includes(`Backend URL: file://${dirname(file)}/state`), other.stdout);
  });

  it("runs the user's shell with --shell, and takes a command's options without --", async () => {
    const shell = lab(["local", "--shell"], { environment: { SHELL: "/bin/true" } });
    assert.equal(await shell.exitCode(), 0);
    assert.match(
      shell.stderr,
      /^In this shell pulumi, aws and config-lab use AWS on this machine\. exit ends it\.$/m,
    );
    const options = lab(["local", "sh", "-c", "command -v config-lab; exit 7"]);
    assert.equal(await options.exitCode(), 7);
    assert.equal(options.stdout, `${process.cwd()}/lab/path/config-lab\n`);
    const both = lab(["local", "--shell", "--", "true"]);
    assert.equal(await both.exitCode(), 2);
    assert.match(both.stderr, /--shell takes no command: give one of the two\./);
  });

  it("passes a signal on to the command, and ends with the exit code for that signal", async () => {
    const run = lab(["local", "--", "sh", "-c", "echo running; exec sleep 600"]);
    await run.said(/running/);
    run.child.kill("SIGTERM");
    assert.equal(await run.exitCode(), 143);
    assert.deepEqual(run.leftovers(), []);
  });

  it("gives up at the second Ctrl-C on a command that ignores the first", async () => {
    const script = "trap 'echo not yet' INT; trap '' TERM; sleep 600 & echo running; while :; do wait; done";
    const run = lab(["local", "--", "sh", "-c", script]);
    await run.said(/running/);
    run.interrupt();
    await run.said(/not yet/);
    assert.equal(run.child.exitCode, null);
    // The terminal's and npm's copy of one Ctrl-C come within half a second: a later one is the second.
    await until("the end after another Ctrl-C", () => {
      run.interrupt();
      return run.ended;
    });
    assert.equal(await run.exitCode(), 130);
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
