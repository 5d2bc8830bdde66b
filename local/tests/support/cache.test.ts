import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childProcesses } from "../childProcesses";
import { until } from "../until";
import { cached, cacheFolder, findCached } from "../../support/cache";
import { loadTypeScript } from "../../support/loadTypeScript";

describe("cache", () => {
  const startChild = childProcesses();
  const startScript = (script: string) => startChild(process.execPath, ["-r", loadTypeScript, "-e", script]);
  let root: string;
  let before: string | undefined;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "cache-test-"));
    before = process.env.XDG_CACHE_HOME;
    process.env.XDG_CACHE_HOME = root;
  });

  afterEach(() => {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
    chmodSync(root, 0o755);
    rmSync(root, { recursive: true, force: true });
  });

  it("is in XDG_CACHE_HOME, or in the platform's own place when that is unset or relative", () => {
    const usual = process.platform === "darwin" ? "/home/ada/Library/Caches" : "/home/ada/.cache";
    assert.equal(cacheFolder({ XDG_CACHE_HOME: "/elsewhere" }), "/elsewhere/config-remediation-lab");
    assert.equal(cacheFolder({ HOME: "/home/ada" }), `${usual}/config-remediation-lab`);
    assert.equal(
      cacheFolder({ HOME: "/home/ada", XDG_CACHE_HOME: "here" }),
      `${usual}/config-remediation-lab`,
    );
  });

  it("makes a thing once and finds it afterwards", async () => {
    let made = 0;
    const make = async (folder: string) => {
      made += 1;
      await writeFile(join(folder, "content"), "42");
    };
    assert.equal(await findCached("thing", "1.0"), undefined);
    const first = await cached("thing", "1.0", make);
    const second = await cached("thing", "1.0", make);
    assert.equal(first, join(root, "config-remediation-lab", "thing", "1.0"));
    assert.equal(second, first);
    assert.equal(await findCached("thing", "1.0"), first);
    assert.equal(readFileSync(join(first, "content"), "utf8"), "42");
    assert.equal(made, 1);
  });

  it("keeps versions apart", async () => {
    const make = async (folder: string) => writeFile(join(folder, "content"), folder.slice(-1));
    const folders = await Promise.all(["1", "2"].map((version) => cached("thing", version, make)));
    assert.deepEqual(
      folders.map((folder) => readFileSync(join(folder, "content"), "utf8")),
      ["1", "2"],
    );
  });

  it("makes a thing once for two callers at the same time, and reports the wait of the second", async () => {
    const log: string[] = [];
    const make = async () => {
      log.push("begin");
      await until(
        "the second caller",
        () => log,
        ({ length }) => length === 2,
      );
      log.push("end");
    };
    // Either of the two may be the first.
    const report = (line: string) => log.push(line);
    await Promise.all([cached("thing", "1", make, report), cached("thing", "1", make, report)]);
    // The second may meet the lock before the first, which holds it, begins to make.
    assert.deepEqual(log.slice(0, 2).sort(), ["Waiting for another process that makes thing 1", "begin"]);
    assert.deepEqual(log.slice(2), ["end"]);
  });

  it("throws away what a failing maker left, and passes its error on", async () => {
    const failing = cached("thing", "1", async (folder) => {
      await writeFile(join(folder, "half"), "");
      throw new Error("no network");
    });
    await assert.rejects(failing, { message: "no network" });
    assert.deepEqual(readdirSync(join(root, "config-remediation-lab", "thing")), []);
  });

  it("makes a folder afresh that an interrupted process left half made, with its lock", async () => {
    const child = startScript(`require("./local/support/cache").cached("thing", "1", async (folder) => {
      require("fs").writeFileSync(folder + "/half", "");
      console.log("making");
      await new Promise(() => setInterval(() => {}, 1000));
    })`);
    await child.said(/making/);
    child.child.kill("SIGKILL");
    assert.equal(await child.endSignal(), "SIGKILL");
    assert.ok(existsSync(join(root, "config-remediation-lab/thing/1.lock")));

    const folder = await cached("thing", "1", async (target) => writeFile(join(target, "whole"), ""));
    assert.deepEqual(readdirSync(folder).sort(), [".complete", "whole"]);
    assert.deepEqual(readdirSync(join(folder, "..")), ["1"]);
  });

  it("leaves nothing when the process exits while it makes", async () => {
    const child = startScript(`require("./local/support/cache").cached("thing", "1", async (folder) => {
      require("fs").writeFileSync(folder + "/half", "");
      process.exit(3);
    })`);
    assert.equal(await child.exitCode(), 3);
    assert.deepEqual(readdirSync(join(root, "config-remediation-lab", "thing")), []);
  });

  it("takes over a lock whose holder has shown no sign of life for long", async () => {
    mkdirSync(join(root, "config-remediation-lab", "thing"), { recursive: true });
    const lock = join(root, "config-remediation-lab", "thing", "1.lock");
    writeFileSync(lock, JSON.stringify({ pid: 1, host: "another-machine", token: "x" }));
    const longAgo = new Date("2000-01-01");
    utimesSync(lock, longAgo, longAgo);
    await cached("thing", "1", async () => {});
    assert.equal(existsSync(lock), false);
  });

  it("says in one sentence that the folder can't be written to", async () => {
    writeFileSync(join(root, "config-remediation-lab"), "a file in the way");
    const parent = join(root, "config-remediation-lab", "thing");
    await assert.rejects(
      cached("thing", "1", async () => {}),
      {
        name: "SetUpError",
        message: `Can't write to the cache folder ${parent}: part of the path is a file. Make it writable, or set XDG_CACHE_HOME to a folder you can write to.`,
      },
    );
  });
});
