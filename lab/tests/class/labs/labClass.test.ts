import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadClass, type ClassOptions } from "../../../class/labs";
import { shard } from "../../../commands/class/classOptions";

describe("loadClass", () => {
  let folder: string;
  let roster: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "class-"));
    roster = join(folder, "comp4632.csv");
    const students = ["a1", "a2", "a3", "a4", "A.5"].map((name) => `${name},${name}@example.edu,`);
    writeFileSync(
      roster,
      ["itscAccount,email,region", ...students, "a6,a6@example.edu,eu-north-1"].join("\n"),
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const selected = async (options: ClassOptions): Promise<string[]> =>
    (await loadClass(roster, { region: "us-east-1", ...options })).selected.map(
      ({ student }) => student.stack,
    );

  it("names the class by its roster, and gives each student a region and a folder", async () => {
    const { name, labs } = await loadClass(roster, { region: "us-east-1" });
    assert.equal(name, "comp4632");
    assert.deepEqual(
      labs.map(({ region }) => region),
      [...Array.from({ length: 5 }, () => "us-east-1"), "eu-north-1"],
    );
    assert.ok(labs[4]?.workDir.endsWith(join("config-lab", "classes", "comp4632", "students", "a-5")));
  });

  it("selects the students that are named, and every n-th of the roster", async () => {
    assert.deepEqual(await selected({ only: ["A.5", "a2"] }), ["a2", "a-5"]);
    const shards = await Promise.all(["1/3", "2/3", "3/3"].map((one) => selected({ shard: shard(one) })));
    assert.deepEqual(shards, [
      ["a1", "a4"],
      ["a2", "a-5"],
      ["a3", "a6"],
    ]);
    assert.deepEqual(await selected({ only: ["a2", "a3"], shard: shard("2/3") }), ["a2"]);
  });

  it("rejects students that the roster hasn't, a region and a name that can't be", async () => {
    await assert.rejects(selected({ only: ["a1", "b1", "b2"] }), {
      message: "The roster has no student b1, b2.",
      exitCode: 2,
    });
    await assert.rejects(selected({ region: "us-east-9" }), {
      message: 'Expected a region of AWS, such as "us-east-1", got "us-east-9".',
    });
    await assert.rejects(selected({ class: "comp 4632" }), {
      message: `Expected a class's name of letters, digits, - and _, at most 63, got "comp 4632".`,
      next: "Give one with --class.",
    });
  });

  it("reads a shard, and rejects what is none", () => {
    assert.deepEqual(shard("2/3"), { index: 2, of: 3 });
    for (const text of ["0/3", "4/3", "1", "1/0", "a/b", "1/2/3"]) {
      assert.throws(() => shard(text), { message: `expected a shard such as 1/3, got "${text}"` });
    }
  });
});
