import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { CodeStore } from "../../../../aws/lambda/code/codeStore";
import { zipOf } from "../../zipOf";

const zip = Buffer.from(zipOf({ "index.js": "" }));
const hash = createHash("sha256").update(zip).digest("base64");

describe("the code store", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "code-store-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("unpacks what is run once, and keeps it while a function uses it", async () => {
    const store = new CodeStore(folder);
    store.add("us-east-1/a", zip);
    store.add("eu-west-1/b", zip);
    const [taskRoot, again] = await Promise.all([store.taskRoot(hash), store.taskRoot(hash)]);
    assert.equal(taskRoot, again);
    assert.ok(taskRoot.startsWith(folder + path.sep));
    assert.deepEqual(await readdir(taskRoot), ["index.js"]);
    await store.remove("us-east-1/a");
    assert.equal(existsSync(taskRoot), true);
    await store.remove("eu-west-1/b");
    assert.equal(existsSync(taskRoot), false);
    await assert.rejects(store.taskRoot(hash), { name: "ServiceException" });
    await store.clear();
    assert.deepEqual(await readdir(folder), []);
  });

  it("keeps code away from a project's packages when its folder is inside one", async () => {
    const store = new CodeStore(path.join(__dirname, "never-made"));
    store.add("us-east-1/a", zip);
    const taskRoot = await store.taskRoot(hash);
    assert.ok(taskRoot.startsWith(tmpdir()));
    assert.equal(existsSync(path.join(__dirname, "never-made")), false);
    await store.clear();
    assert.equal(existsSync(taskRoot), false);
  });
});
