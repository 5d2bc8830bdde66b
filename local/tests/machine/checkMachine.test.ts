import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { pinnedVersion } from "../../engine";
import { neededGo } from "../../engine/pinned";
import { checkMachine, faultsIn } from "../../machine";

describe("what this machine lacks", () => {
  let root: string;
  let path: string;
  const kept = { cache: process.env.XDG_CACHE_HOME, temporary: process.env.TMPDIR };

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "machine-")));
    path = join(root, "path");
    mkdirSync(path);
    process.env.XDG_CACHE_HOME = join(root, "cache");
  });
  afterEach(() => {
    restore("XDG_CACHE_HOME", kept.cache);
    restore("TMPDIR", kept.temporary);
    rmSync(root, { recursive: true });
  });

  function restore(name: string, value: string | undefined): void {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  const tool = (name: string, script: string) =>
    writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const python = (hasVenv: boolean) => tool("python3", `echo '["${path}/python3", [3, 12, 1], ${hasVenv}]'`);
  const check = async (installer: boolean, port?: number) => {
    const checks = await checkMachine({
      port,
      environment: { PATH: path },
      installerResponds: () => Promise.resolve(installer),
    });
    return {
      found: Object.fromEntries(checks.map(({ what, found }) => [what, found])),
      faults: checks.flatMap(({ fault }) => fault ?? []),
    };
  };
  const noPython =
    "Python 3.10 or later is needed to run AWS on this machine, and no python3 is on PATH: install it from https://www.python.org/downloads/ or with your system's package manager, and run the command again.";
  const noGo = async () =>
    `Pulumi can't be built, because Go isn't on PATH: install Pulumi ${await pinnedVersion()} (https://www.pulumi.com/docs/install/) or Go ${await neededGo()} or later (https://go.dev/dl/), and run the same command again.`;

  it("is nothing where tools are there or can be got; what will be got is named", async () => {
    python(true);
    tool("pulumi", `echo v${sdkVersion}`);
    const { found, faults } = await check(false);
    assert.deepEqual(faults, []);
    assert.equal(
      found.Python,
      `3.12.1, ${path}/python3; moto server will be installed by pip (a minute, once)`,
    );
    assert.equal(found.Pulumi, `${sdkVersion}, ${path}/pulumi`);

    rmSync(join(path, "pulumi"));
    const version = await pinnedVersion();
    const installs = await check(true);
    assert.deepEqual(
      [installs.found.Pulumi, installs.faults],
      [`${version} will be installed (150 MB, once)`, []],
    );

    tool("go", "echo go version go1.25.1 linux/amd64");
    assert.equal(
      (await check(false)).found.Pulumi,
      `${version} will be installed, or built with Go 1.25.1 (a few minutes, once)`,
    );
  });

  it("is reported all at once", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    try {
      const { faults } = await check(false, port);
      assert.deepEqual(faults, [
        noPython,
        await noGo(),
        `Port ${port} of 127.0.0.1 is in use: choose another with --port; lsof -i :${port} shows what uses it.`,
      ]);
    } finally {
      server.close();
    }
  });

  it("is a Python without its venv module, before anything is made", async () => {
    python(false);
    tool("pulumi", `echo v${sdkVersion}`);
    assert.deepEqual((await check(false)).faults, [
      `Python 3.12.1 (${path}/python3) lacks its venv module: install it (on Debian and Ubuntu: sudo apt install python3.12-venv) and run the command again.`,
    ]);
  });

  it("is a folder for temporary files, or for the cache, that can't be written to", async () => {
    python(true);
    tool("pulumi", `echo v${sdkVersion}`);
    process.env.XDG_CACHE_HOME = "/dev/null/cache";
    process.env.TMPDIR = "/dev/null/temporary";
    assert.deepEqual((await check(false)).faults, [
      "No temporary folder can be made in /dev/null/temporary (ENOTDIR): set TMPDIR to a folder you can write to.",
      "Can't write to the cache folder /dev/null/cache/config-remediation-lab: part of the path is a file. Make it writable, or set XDG_CACHE_HOME to a folder you can write to.",
    ]);
  });

  it("is one sentence, or a list of them", () => {
    const checks = ["a", "b"].map((what) => ({ what, found: "", fault: `No ${what}.` }));
    assert.equal(faultsIn([{ what: "c", found: "3" }]), undefined);
    assert.equal(faultsIn(checks.slice(0, 1))?.message, "No a.");
    assert.equal(faultsIn(checks)?.message, "This machine lacks 2 things:\n  - No a.\n  - No b.");
  });
});
