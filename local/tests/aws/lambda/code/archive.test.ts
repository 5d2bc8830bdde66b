import { strict as assert } from "node:assert";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { readArchive, unpack } from "../../../../aws/lambda/code/archive";
import { zipOf } from "../../zipOf";

describe("an archive", () => {
  it("is unpacked with its folders", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "archive-test-"));
    try {
      const zip = zipOf({ "index.js": "main", "lib/deep/part.js": "part", "empty/": "" });
      await unpack(Buffer.from(zip), path.join(folder, "task"));
      assert.deepEqual((await readdir(path.join(folder, "task"))).sort(), ["index.js", "lib"]);
      assert.equal(await readFile(path.join(folder, "task/lib/deep/part.js"), "utf8"), "part");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const name of ["../out.js", "a/../../out.js", "/etc/out.js", "a\\..\\out.js", "C:\\out.js"]) {
    it(`is rejected with an entry ${name}`, () => {
      assert.throws(() => readArchive(Buffer.from(zipOf({ "index.js": "", [name]: "" }))), {
        name: "InvalidParameterValueException",
        message: `The path of the archive's entry "${name}" is outside the function's folder.`,
      });
    });
  }

  it("is rejected when it is damaged, or no archive", () => {
    const whole = Buffer.from(zipOf({ "index.js": "x".repeat(1000) }));
    for (const zip of [Buffer.alloc(0), Buffer.from("text"), whole.subarray(0, 40)]) {
      assert.throws(() => readArchive(zip), { message: /^Could not unzip uploaded file/ });
    }
  });

  it("is rejected when it is too large, before it is unpacked", () => {
    const zip = Buffer.from(zipOf({ "index.js": "x" }));
    // The size that the central directory claims stands 24 bytes after its signature.
    zip.writeUInt32LE(262_144_000, zip.indexOf(Buffer.from("PK\u0001\u0002", "latin1")) + 24);
    assert.throws(() => readArchive(zip), { message: "Unzipped size must be smaller than 262144000 bytes" });
  });
});
