import assert from "node:assert/strict";
import { join } from "node:path";
import {
  LanguageHandshakeRequest,
  RunRequest,
  type LanguageHandshakeResponse,
  type RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { listProcesses } from "../../support/processList";
import { childProcesses } from "../childProcesses";
import { until } from "../until";
import {
  ask,
  connectTo,
  engine,
  executable,
  languageHosts,
  ProgramFolder,
  type StartedHost,
} from "./hostHarness";

describe("running a program", function () {
  this.timeout(60_000);
  const startHost = languageHosts();
  const start = childProcesses();
  let program: ProgramFolder;

  beforeEach(() => (program = new ProgramFolder()));
  afterEach(() => program.remove());

  const request = (options = {}) =>
    new RunRequest().setInfo(program.info(options)).setMonitorAddress("127.0.0.1:2");
  const run = async ({ client }: StartedHost, wanted = request()) =>
    (await ask<RunResponse>((done) => client.run(wanted, done))).toObject();

  it("passes on where engine, monitor and program are, configuration, secrets and options", async () => {
    program.sdkRuns(`
      const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT, PULUMI_NODEJS_TSCONFIG_PATH } = process.env;
      console.log(JSON.stringify({ args: process.argv.slice(2), node: process.execArgv, config: JSON.parse(PULUMI_CONFIG),
        secret: JSON.parse(PULUMI_CONFIG_SECRET_KEYS), PULUMI_NODEJS_TYPESCRIPT, PULUMI_NODEJS_TSCONFIG_PATH }));`);
    const host = await startHost(["--logtostderr", "-v=9", "--tracing", "file:./trace", engine]);
    const options = {
      nodeargs: "--stack-size=900 --title 'a b'",
      tsconfig: "other.json",
      packagemanager: "npm",
    };
    const wanted = request(options)
      .setProject("lab")
      .setStack("dev")
      .setOrganization("class")
      .setParallel(16)
      .setDryrun(true)
      .setArgsList(["one", "two"])
      .setConfigsecretkeysList(["lab:phrase"]);
    wanted.getConfigMap().set("lab:stage", "monitored").set("lab:phrase", "hush");
    assert.deepEqual(await run(host, wanted), { error: "", bail: false });
    assert.deepEqual(JSON.parse(host.child.stdout.split("\n")[1] ?? ""), {
      args: [
        ...["--monitor", "127.0.0.1:2", "--engine", engine, "--organization", "class", "--project", "lab"],
        ...["--root-directory", join(program.path, ".."), "--stack", "dev", "--pwd", program.path],
        ...["--parallel", "16", "--tracing", "file:./trace", "--dry-run", ".", "one", "two"],
      ],
      node: ["--stack-size=900", "--title", "a b"],
      config: { "lab:stage": "monitored", "lab:phrase": "hush" },
      secret: ["lab:phrase"],
      PULUMI_NODEJS_TYPESCRIPT: "true",
      PULUMI_NODEJS_TSCONFIG_PATH: "other.json",
    });
  });

  it("serves nine stacks in a row by one host, each in a process of its own that is gone afterwards", async () => {
    // The SDK keeps a stack's settings in its process, so no two stacks may share one.
    program.sdkRuns(`console.log(process.argv[process.argv.indexOf("--stack") + 1], process.pid)`);
    const host = await startHost();
    const programs = () =>
      listProcesses("").filter(
        ({ parent, command }) => parent === host.child.pid && command.includes("cmd/run"),
      );
    const stacks = Array.from({ length: 9 }, (_, index) => `student${index + 1}`);
    for (const stack of stacks) {
      assert.deepEqual(await run(host, request().setStack(stack)), { error: "", bail: false });
      assert.deepEqual(programs(), [], stack);
    }
    const lines = host.child.stdout.trim().split("\n").slice(1);
    assert.deepEqual(
      lines.map((line) => line.split(" ")[0]),
      stacks,
    );
    assert.equal(new Set(lines.map((line) => line.split(" ")[1])).size, stacks.length);
    assert.equal(host.child.ended, false);
  });

  it("leaves out what has no value, and TypeScript where Pulumi.yaml turns it off", async () => {
    program.sdkRuns(
      "console.log(JSON.stringify([process.argv.slice(2), process.env.PULUMI_NODEJS_TYPESCRIPT ?? null]))",
    );
    const host = await startHost();
    await run(host, request({ typescript: false }));
    const folders = ["--root-directory", join(program.path, ".."), "--pwd", program.path];
    assert.deepEqual(JSON.parse(host.child.stdout.split("\n")[1] ?? ""), [
      ["--monitor", "127.0.0.1:2", "--engine", engine, ...folders, "--parallel", "0", "."],
      null,
    ]);
  });

  for (const [what, script, response] of [
    ["succeeds", "", { error: "", bail: false }],
    ["has reported its error by itself", "process.exit(32)", { error: "", bail: true }],
    ["fails", "process.exit(7)", { error: "Program exited with non-zero exit code: 7", bail: false }],
    [
      "is terminated",
      "process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000)",
      { error: "Program was terminated by SIGKILL", bail: false },
    ],
    [
      "runs out of memory",
      "console.error('<--- Last few GCs --->'); process.exit(134)",
      {
        error:
          "Program exited with non-zero exit code: 134. The program may have run out of memory: raise its limit by `nodeargs: --max-old-space-size=MEGABYTES` under runtime.options in Pulumi.yaml.",
        bail: false,
      },
    ],
  ] as const) {
    it(`says how it ended when it ${what}`, async () => {
      program.sdkRuns(script);
      assert.deepEqual(await run(await startHost()), response);
    });
  }

  it("prints the program's output as its own, before it says that the program ended", async () => {
    program.sdkRuns("console.log('made'); console.error('odd'); process.stdout.write('last')");
    const host = await startHost();
    await run(host);
    await until("the output", () => host.child.stdout.endsWith("last"));
    assert.match(host.child.stdout, /^\d+\nmade\nlast$/);
    await until("the errors", () => host.child.stderr === "odd\n");
  });

  it("says what is wrong before a program starts", async () => {
    const host = await startHost();
    assert.equal(
      (await run(host)).error,
      `@pulumi/pulumi/cmd/run isn't installed for the program in ${program.path}: run \`pulumi install\` there.`,
    );
    assert.equal(
      (await run(host, request({ typescript: "yes" }))).error,
      'runtime option typescript in Pulumi.yaml: expected true or false, got "yes"',
    );
    assert.equal(
      (await run(host, request().setAttachDebugger(true))).error,
      "--attach-debugger isn't offered by this language host",
    );
  });

  it("needs an engine's address, which an engine that attaches gives by Handshake", async () => {
    program.sdkRuns("console.log(process.argv[process.argv.indexOf('--engine') + 1])");
    const host = await startHost([]);
    assert.equal(
      (await run(host)).error,
      "the host has no engine's address: it needs a Handshake before Run",
    );
    await ask<LanguageHandshakeResponse>((done) =>
      host.client.handshake(new LanguageHandshakeRequest().setEngineAddress("127.0.0.1:3"), done),
    );
    assert.deepEqual(await run(host), { error: "", bail: false });
    await until("the address", () => host.child.stdout.endsWith("\n127.0.0.1:3\n"));
  });

  describe("that runs on", () => {
    const stays = "console.log('pid ' + process.pid); setInterval(() => {}, 1000)";
    const stubborn = `process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); ${stays}`;

    /** Starts it. @returns its process id, and the response to come */
    const running = async (host: StartedHost) => {
      const response = run(host);
      await host.child.said(/pid \d+/);
      return { pid: Number(/pid (\d+)/.exec(host.child.stdout)?.[1]), response };
    };
    const ended = (pid: number) => until(`the end of ${pid}`, () => !isRunning(pid));

    it("is interrupted when the engine cancels", async () => {
      program.sdkRuns(stays);
      const host = await startHost();
      const { pid, response } = await running(host);
      await ask<Empty>((done) => host.client.cancel(new Empty(), done));
      assert.deepEqual(await response, { error: "Program was terminated by SIGINT", bail: false });
      await ended(pid);
      assert.deepEqual(await run(host), { error: "This operation was aborted", bail: false });
    });

    it("is interrupted when the engine cancels the call", async () => {
      program.sdkRuns(stays);
      const host = await startHost();
      const call = host.client.run(request(), () => {});
      await host.child.said(/pid \d+/);
      call.cancel();
      await ended(Number(/pid (\d+)/.exec(host.child.stdout)?.[1]));
    });

    it("ends with the host, also when it ignores signals", async () => {
      program.sdkRuns(stubborn);
      const host = await startHost();
      const { pid, response } = await running(host);
      const failed = assert.rejects(response);
      host.child.child.kill("SIGINT");
      assert.equal(await host.child.exitCode(), 0);
      await ended(pid);
      await failed;
    });

    it("ends when the engine is killed", async () => {
      program.sdkRuns(stubborn);
      const child = start("sh", ["-c", `"${executable}" ${engine} & wait`]);
      const clients: Parameters<typeof connectTo>[1] = [];
      const client = await connectTo(child, clients);
      const { pid, response } = await running({ child, client });
      const failed = assert.rejects(response);
      child.child.kill("SIGKILL");
      // Host and program hold the pipe: it closes when both are gone.
      await child.exitCode();
      await ended(pid);
      await failed;
      client.close();
    });
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
