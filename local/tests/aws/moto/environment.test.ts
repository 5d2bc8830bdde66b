import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureMoto } from "../../../aws/moto/environment";
import { findPython } from "../../../aws/moto/python";
import { run } from "../../../support/processes";

describe("the Python environment of moto server", function () {
  this.timeout(60_000);
  let folder: string;
  const cache = process.env.XDG_CACHE_HOME;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "moto-environment-"));
    // The cache folder is found in this process's own environment.
    process.env.XDG_CACHE_HOME = join(folder, "cache");
    await mkdir(join(folder, "bin"));
  });
  afterEach(async () => {
    if (cache === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = cache;
    await rm(folder, { recursive: true, force: true });
  });

  /** Puts a command on the only PATH there is. */
  async function command(name: string, script: string): Promise<void> {
    const path = join(folder, "bin", name);
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
  }
  const onlyFolder = () => ({ PATH: [join(folder, "bin"), "/nowhere"].join(delimiter) });
  const ensure = () => ensureMoto(() => {}, onlyFolder());
  const answering = (version: string) => `echo '["${folder}/bin/python3", [${version}], true]'`;
  const leftBehind = async () =>
    (await readdir(join(folder, "cache"), { recursive: true })).filter((name) => name.includes("py3"));

  it("says what to install when there is no Python", async () => {
    await assert.rejects(ensure(), {
      name: "SetUpError",
      message:
        "Python 3.10 or later is needed to run AWS on this machine, and no python3 is on PATH: install it from " +
        "https://www.python.org/downloads/ or with your system's package manager, and run the command again.",
    });
  });

  it("says which Python is too old", async () => {
    await command("python3", answering("3, 9, 6"));
    await assert.rejects(ensure(), {
      name: "SetUpError",
      message:
        "Python 3.10 or later is needed to run AWS on this machine, and python3 is 3.9.6: install it from " +
        "https://www.python.org/downloads/ or with your system's package manager, and run the command again.",
    });
  });

  it("takes a newer Python that goes by its version's name", async () => {
    await command("python3", answering("3, 9, 6"));
    await command("python3.12", answering("3, 12, 1"));
    assert.deepEqual((await findPython(onlyFolder())).version, [3, 12, 1]);
  });

  it("passes over a command that is there but doesn't work", async () => {
    await command("python3", "exit 127");
    await command("python3.11", answering("3, 11, 0"));
    assert.deepEqual((await findPython(onlyFolder())).version, [3, 11, 0]);
  });

  it("says which package to install when Python has no venv module", async () => {
    await command("python3", answering("3, 11, 2").replace("true", "false"));
    await assert.rejects(ensure(), {
      name: "SetUpError",
      message:
        `Python 3.11.2 (${folder}/bin/python3) lacks its venv module: install it ` +
        "(on Debian and Ubuntu: sudo apt install python3.11-venv) and run the command again.",
    });
    await command("python3.12", answering("3, 12, 1"));
    assert.deepEqual((await findPython(onlyFolder())).version, [3, 12, 1]);
  });

  it("says that the package index can't be reached, and leaves nothing half made", async () => {
    const environment = { ...process.env, PIP_INDEX_URL: "http://127.0.0.1:9/simple", PIP_NO_CACHE_DIR: "1" };
    await assert.rejects(
      ensureMoto(() => {}, environment),
      {
        name: "SetUpError",
        message:
          "The Python package index can't be reached to install moto server: connect to the internet, or point " +
          "PIP_INDEX_URL to an index that you can reach, and run the command again.",
      },
    );
    assert.deepEqual(await leftBehind(), []);
  });

  it("says what pip said when it fails otherwise", async () => {
    // A venv whose Python is a script, and whose pip refuses.
    const venv = `mkdir -p "$3/bin"; printf '#!/bin/sh\\necho "ERROR: No space left" >&2; exit 1\\n' > "$3/bin/python"; chmod +x "$3/bin/python"`;
    await command("python3", `if [ "$1" = -c ]; then ${answering("3, 11, 2")}; else ${venv}; fi`);
    await assert.rejects(
      ensureMoto(() => {}, { PATH: `${join(folder, "bin")}${delimiter}/usr/bin${delimiter}/bin` }),
      {
        name: "SetUpError",
        message: "Installing moto server with pip failed: No space left",
      },
    );
  });

  it("has every package that its packages need", async () => {
    if (cache === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = cache;
    const lines: string[] = [];
    const python = await ensureMoto((line) => lines.push(line));
    const { stdout, code } = await run(python, ["-m", "pip", "check", "--disable-pip-version-check"]);
    assert.equal(code, 0, stdout);
    await ensureMoto((line) => assert.fail(`made again: ${line}`));
  });
});
