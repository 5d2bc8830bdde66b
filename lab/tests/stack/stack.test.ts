import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOutputs, readStack } from "../../stack/stack";
import { labStack } from "../fakes/labStack";
import { pulumiSays } from "../fakes/runLab";

describe("the stack's outputs", () => {
  it("are what the program exports", () => {
    assert.deepEqual(parseOutputs(JSON.stringify(labStack())), labStack());
  });

  it("lack what the stage doesn't have", () => {
    const { bucketName, recorderName, deliveryChannelName, ruleName, ruleArn, ...rest } = labStack({
      stage: "environment",
    });
    assert.ok(bucketName && recorderName && deliveryChannelName && ruleName && ruleArn);
    assert.deepEqual(parseOutputs(JSON.stringify(rest)), rest);
  });

  it("are refused, every fault at once, when they are another program's", () => {
    const { vpcId, ...rest } = labStack();
    assert.ok(vpcId);
    const wrong = {
      ...rest,
      stage: "done",
      bucketName: 7,
      requiredPermissions: [{ protocol: "tcp", port: 80 }],
    };
    assert.throws(
      () => parseOutputs(JSON.stringify(wrong), { stack: "dev" }),
      (error: Error) => {
        assert.deepEqual(error.message.split("\n"), [
          'The stack "dev" doesn\'t have the outputs of this program:',
          "    vpcId: expected a string, got nothing",
          "    bucketName: expected a string, got 7 (number)",
          '    stage: expected environment, monitored, remediated, got "done" (string)',
          ...error.message.split("\n").filter((line) => line.startsWith("    requiredPermissions[0]")),
        ]);
        assert.match(error.message, /requiredPermissions\[0\]/);
        return true;
      },
    );
  });

  it("need the rule at stage remediated", () => {
    const { ruleName, ...rest } = labStack();
    assert.ok(ruleName);
    assert.throws(() => parseOutputs(JSON.stringify(rest)), {
      message:
        "The stack doesn't have the outputs of this program:\n    ruleName: expected a string, got nothing",
      next: "Deploy this version of the program: pulumi up (or name another stack with --stack)",
    });
  });

  it("aren't there before the first deployment", () => {
    assert.throws(() => parseOutputs("{}", { stack: "dev" }), {
      message: 'The stack "dev" has no outputs: it was never deployed, or it was destroyed.',
      code: "NeverDeployed",
      exitCode: 3,
      next: "Deploy it: pulumi up",
    });
  });

  it("are JSON", () => {
    assert.throws(() => parseOutputs("Logging in…"), {
      message: 'Expected JSON from pulumi stack output --json, got "Logging in…".',
      code: "PulumiFailed",
    });
  });
});

describe("reading a stack through the Pulumi CLI", () => {
  let folder: string;
  const { PATH, XDG_CACHE_HOME } = process.env;

  /** Texts are those of version 3.259. */
  function pulumiOnPathSays(said: Parameters<typeof pulumiSays>[1]): void {
    pulumiSays(folder, said);
    process.env.PATH = `${folder}:/usr/bin:/bin`;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-stack-test-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    process.env.PATH = PATH;
    if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = XDG_CACHE_HOME;
  });

  it("gives its outputs", async () => {
    pulumiOnPathSays({ stdout: JSON.stringify(labStack()) });
    assert.deepEqual(await readStack({ stack: "dev" }), labStack());
  });

  it("asks for the stack and the folder that were named", async () => {
    pulumiOnPathSays({ stderr: "error: unexpected" });
    writeFileSync(join(folder, "pulumi"), '#!/bin/sh\necho "$@" >&2\nexit 1\n');
    await assert.rejects(readStack({ stack: "dev", cwd: "/clone" }), {
      message:
        "Pulumi failed to read the stack: stack output --json --non-interactive --cwd /clone --stack dev",
      code: "PulumiFailed",
      next: "Run it directly: pulumi stack output",
    });
  });

  const refusals = [
    {
      stderr: "error: no stack selected; please use `pulumi stack select` to choose one",
      message: "No stack is selected.",
      code: "NoStackSelected",
      next: "Select one: pulumi stack select NAME (pulumi stack ls lists them), or pulumi stack init NAME, or --stack NAME",
      exitCode: 3,
    },
    {
      stderr: "error: no stack named 'dev' found",
      message: 'There is no stack "dev".',
      code: "NoSuchStack",
      next: "List the stacks: pulumi stack ls",
      exitCode: 2,
    },
    {
      stderr:
        "error: no Pulumi.yaml project file found (searching upwards from /clone). If you have not created a project yet, use `pulumi new` to do so: no project file found",
      message: "There is no Pulumi project in /clone.",
      code: "NoProject",
      next: "Pass the folder of the clone with --cwd, or omit --cwd.",
      exitCode: 2,
    },
    {
      stderr: "error: chdir /clone: no such file or directory",
      message: "There is no Pulumi project in /clone.",
      code: "NoProject",
      next: "Pass the folder of the clone with --cwd, or omit --cwd.",
      exitCode: 2,
    },
    {
      stderr: "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
      message: "Pulumi isn't logged in, so it has no stacks.",
      code: "NotLoggedIn",
      next: "Log in (pulumi login, or pulumi login --local), or work on this machine: npx config-lab local -- npx config-lab verify",
      exitCode: 3,
    },
  ];
  for (const { stderr, ...told } of refusals) {
    it(`explains "${stderr.slice(7, 50)}…"`, async () => {
      pulumiOnPathSays({ stderr, code: 1 });
      await assert.rejects(readStack({ stack: "dev", cwd: "/clone" }), told);
    });
  }

  it("says what to install when there is no CLI", async () => {
    process.env.PATH = folder;
    process.env.XDG_CACHE_HOME = folder;
    await assert.rejects(readStack(), {
      message: "The Pulumi CLI isn't installed; it is required to read the stack.",
      code: "NoPulumi",
      exitCode: 3,
      next: "Install it (https://www.pulumi.com/docs/install/), or let the rehearsal install it: npm run rehearse",
    });
  });
});
