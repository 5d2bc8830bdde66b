import assert from "node:assert/strict";
import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { ensureEngine, type Makers } from "../../engine";
import { buildEngine } from "../../engine/build";
import { neededGo, pinnedVersion } from "../../engine/pinned";
import { SetUpError } from "../../support/setUpError";

describe("engine", () => {
  let root: string;
  let pathFolder: string;
  let lines: string[];
  const kept = { ...process.env };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "engine-test-"));
    pathFolder = join(root, "path");
    mkdirSync(pathFolder);
    lines = [];
    process.env.XDG_CACHE_HOME = join(root, "cache");
    tool("pulumi-language-nodejs", "true");
  });

  afterEach(() => {
    process.env.PATH = kept.PATH;
    if (kept.XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = kept.XDG_CACHE_HOME;
    rmSync(root, { recursive: true, force: true });
  });

  const progress = (line: string) => lines.push(line);
  const tool = (name: string, script: string, folder = pathFolder) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  /** Makers that note what they were asked for, and make a file or fail. */
  function makers(
    install: "works" | "fails",
    build: "works" | "fails",
  ): Makers & { readonly asked: string[] } {
    const asked: string[] = [];
    const maker = (name: string, outcome: string) => (folder: string, version: string) => {
      asked.push(`${name} ${version}`);
      if (outcome === "fails") return Promise.reject(new SetUpError(`${name} didn't work`));
      mkdirSync(join(folder, "bin"), { recursive: true });
      tool("pulumi", "echo made", join(folder, "bin"));
      return Promise.resolve();
    };
    return { asked, install: maker("install", install), build: maker("build", build) };
  }

  it("takes pulumi from PATH when it is as new as the SDK, with the language host beside it", async () => {
    tool("pulumi", `echo v${sdkVersion}`);
    const none = makers("fails", "fails");
    const engine = await ensureEngine(progress, pathFolder, none);
    assert.deepEqual(engine, {
      pulumi: join(pathFolder, "pulumi"),
      version: sdkVersion,
      languageHost: join(pathFolder, "pulumi-language-nodejs"),
    });
    assert.deepEqual(none.asked, []);
    assert.deepEqual(lines, []);
  });

  it("takes a released language host from PATH, or else this project's own", async () => {
    tool("pulumi", `echo v${sdkVersion}`);
    const elsewhere = join(root, "elsewhere");
    mkdirSync(elsewhere);
    const find = async (path: string) =>
      (await ensureEngine(progress, path, makers("fails", "fails"))).languageHost;
    renameSync(join(pathFolder, "pulumi-language-nodejs"), join(elsewhere, "pulumi-language-nodejs"));
    assert.equal(await find(`${pathFolder}:${elsewhere}`), join(elsewhere, "pulumi-language-nodejs"));
    const own = join(process.cwd(), "local/languageHost/bin/pulumi-language-nodejs");
    assert.equal(await find(pathFolder), own);
    accessSync(own, constants.X_OK);
  });

  for (const [what, said, line] of [
    [
      "older",
      "echo v3.200.0",
      /pulumi is version 3\.200\.0, and 3\.\d+\.\d+ or a later 3\.x is needed; another one is used$/,
    ],
    [
      "of another major version",
      "echo v4.0.0",
      /pulumi is version 4\.0\.0, and 3\.\d+\.\d+ or a later 3\.x is needed/,
    ],
    ["broken", "exit 1", /pulumi doesn't print its version; another one is used$/],
  ] as const) {
    it(`gets another one when the one on PATH is ${what}`, async () => {
      tool("pulumi", said);
      const engine = await ensureEngine(progress, pathFolder, makers("works", "fails"));
      assert.equal(engine.version, await pinnedVersion());
      assert.match(lines[0] ?? "", line);
    });
  }

  it("installs the pinned version once, into the user's cache folder", async () => {
    const version = await pinnedVersion();
    const used = makers("works", "fails");
    const first = await ensureEngine(progress, pathFolder, used);
    const second = await ensureEngine(progress, pathFolder, used);
    assert.equal(first.pulumi, join(root, "cache/config-remediation-lab/pulumi", version, "bin/pulumi"));
    assert.deepEqual(second.pulumi, first.pulumi);
    assert.deepEqual(used.asked, [`install ${version}`]);
  });

  it("builds where the installer doesn't work", async () => {
    const version = await pinnedVersion();
    const used = makers("fails", "works");
    await ensureEngine(progress, pathFolder, used);
    assert.deepEqual(used.asked, [`install ${version}`, `build ${version}`]);
    assert.deepEqual(lines.slice(0, 2), [
      `Pulumi isn't on PATH: installing version ${version} for this user`,
      "install didn't work; building it with Go instead (a few minutes, once)",
    ]);
  });

  it("says why when neither works, and leaves nothing half made", async () => {
    await assert.rejects(ensureEngine(progress, pathFolder, makers("fails", "fails")), {
      name: "SetUpError",
      message: "build didn't work",
    });
    const working = makers("works", "fails");
    await ensureEngine(progress, pathFolder, working);
    assert.equal(working.asked.length, 1);
  });

  describe("built with Go", () => {
    const folder = () => join(root, "out");
    beforeEach(() => {
      mkdirSync(folder());
      process.env.PATH = `${pathFolder}:/usr/bin:/bin`;
    });

    it("is built from the pinned module with its version, whatever the user's Go settings", async () => {
      tool(
        "go",
        `if [ "$1" = version ]; then echo go version go9.9.9; exit; fi
         printf '%s\\n' "$@" > ${root}/arguments
         echo "$CGO_ENABLED $GOFLAGS $GOWORK $(pwd)" > ${root}/environment
         echo "go: downloading example.test v1.0.0" >&2`,
      );
      await buildEngine(folder(), "3.259.0", progress);
      const [first, ...rest] = readFileSync(join(root, "arguments"), "utf8").trim().split("\n");
      assert.equal(first, "build");
      assert.deepEqual(rest.slice(3), [
        "-ldflags",
        "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.259.0",
        "-o",
        join(folder(), "bin", "pulumi"),
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      ]);
      const module = join(process.cwd(), "local", "engine");
      assert.equal(readFileSync(join(root, "environment"), "utf8").trim(), `0 -mod=readonly off ${module}`);
      assert.deepEqual(readdirSync(folder()), ["bin"]);
      assert.match(lines.at(-1) ?? "", /^Pulumi 3\.259\.0 built in \d+ s$/);
    });

    it("says in one sentence that there is no Go", async () => {
      const remedy = `install Pulumi 3.259.0 (https://www.pulumi.com/docs/install/) or Go ${await neededGo()} or later (https://go.dev/dl/), and run the same command again.`;
      process.env.PATH = pathFolder;
      await assert.rejects(buildEngine(folder(), "3.259.0", progress), {
        name: "SetUpError",
        message: `Pulumi can't be built, because Go isn't on PATH: ${remedy}`,
      });
      tool("go", "echo go version go1.18.1 linux/amd64");
      process.env.PATH = `${pathFolder}:/usr/bin:/bin`;
      await assert.rejects(buildEngine(folder(), "3.259.0", progress), {
        message: `Pulumi can't be built with this Go ("go version go1.18.1 linux/amd64"): ${remedy}`,
      });
    });

    it("says in one sentence that the network or the disk stops it, or else what Go said", async () => {
      const failing = async (said: string) => {
        tool(
          "go",
          `if [ "$1" = version ]; then echo go version go9.9.9; exit; fi\necho '${said}' >&2; exit 1`,
        );
        const error: unknown = await buildEngine(folder(), "3.259.0", progress).catch(
          (reason: unknown) => reason,
        );
        assert.ok(error instanceof SetUpError);
        return error.message;
      };
      const lookup = "github.com/pulumi/pulumi: dial tcp: lookup modules.example.com: no such host";
      assert.equal(
        await failing(lookup),
        `Building Pulumi 3.259.0 with Go failed (${lookup}): connect to the network (or set GOPROXY to a proxy you can reach) and run the same command again.`,
      );
      assert.equal(
        await failing("write /tmp/x: no space left on device"),
        "Building Pulumi 3.259.0 with Go failed (write /tmp/x: no space left on device): make room on the disk and run the same command again.",
      );
      assert.match(
        await failing("internal compiler error"),
        /failed \(internal compiler error\): install Pulumi/,
      );
    });
  });

  it("pins the CLI and the Go that builds it in go.mod", async () => {
    assert.match(await pinnedVersion(), /^3\.\d+\.\d+$/);
    assert.match(await neededGo(), /^1\.\d+\.\d+$/);
  });
});
