import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { watchStackFiles } from "../../session/stackFiles";

const salt = "encryptionsalt: v1:8tFYiTbBYPk=:v1:YP+mk3GBvXZ6rnu+:WJvvE+ROiS11F0w64Bqpzt1VGfAy7A==\n";
const committed =
  "# The stack of a lesson\nconfig:\n  lab:itscAccount: stuabc\n  lab:list:\n    - port: 80\n";
const relaidOut = "# The stack of a lesson\nconfig:\n  lab:itscAccount: stuabc\n  lab:list:\n  - port: 80\n";

describe("stack files of a session", () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  const read = (name: string) => readFileSync(path(name), "utf8");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stack-files-"));
    writeFileSync(path("Pulumi.dev.yaml"), committed);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are as they were when only the salt was added", () => {
    const clean = watchStackFiles(folder);
    writeFileSync(path("Pulumi.dev.yaml"), relaidOut + salt);
    clean();
    assert.equal(read("Pulumi.dev.yaml"), committed);
  });

  it("keep what was configured meanwhile, without the salt", () => {
    const clean = watchStackFiles(folder);
    writeFileSync(path("Pulumi.dev.yaml"), `${committed}  lab:stage: monitored\n${salt}`);
    writeFileSync(path("Pulumi.new.yaml"), `${salt}config:\n  lab:stage: monitored\n`);
    clean();
    assert.equal(read("Pulumi.dev.yaml"), `${committed}  lab:stage: monitored\n`);
    assert.equal(read("Pulumi.new.yaml"), "config:\n  lab:stage: monitored\n");
  });

  it("keep a salt that was there before, or that secrets need", () => {
    writeFileSync(path("Pulumi.old.yaml"), salt);
    const clean = watchStackFiles(folder);
    const withSecret = `${committed}  lab:password:\n    secure: v1:abc\n${salt}`;
    writeFileSync(path("Pulumi.old.yaml"), `config: {}\n${salt}`);
    writeFileSync(path("Pulumi.dev.yaml"), withSecret);
    clean();
    assert.equal(read("Pulumi.old.yaml"), `config: {}\n${salt}`);
    assert.equal(read("Pulumi.dev.yaml"), withSecret);
  });

  it("aren't the project file, and may be removed meanwhile", () => {
    const clean = watchStackFiles(folder);
    rmSync(path("Pulumi.dev.yaml"));
    writeFileSync(path("Pulumi.yaml"), salt);
    clean();
    assert.equal(read("Pulumi.yaml"), salt);
  });
});
