import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { CodeLinks } from "../../../../aws/lambda/code/codeLinks";

const code = {
  region: "us-east-1",
  name: "remediate",
  codeSha256: createHash("sha256").update("package").digest("base64"),
};

describe("a link to a function's code", () => {
  const links = new CodeLinks("http://127.0.0.1:4566", "123456789012");
  const link = links.create(code, 0);

  it("leads to the code by its hash, for ten minutes", () => {
    assert.ok(
      link.startsWith("http://127.0.0.1:4566/awslambda-us-east-1-tasks/snapshots/123456789012/remediate-"),
    );
    assert.deepEqual(links.read(link, 600_000), { codeSha256: code.codeSha256 });
    assert.equal(links.read(link, 600_001), "expired");
  });

  it("is valid as it was created only, and for its own endpoint", () => {
    assert.equal(links.read(link.replace("remediate", "another"), 0), "invalid");
    assert.equal(links.read(link.replace("Expires=600", "Expires=6000"), 0), "invalid");
    assert.equal(links.read(link.split("?")[0] ?? "", 0), "invalid");
    assert.equal(new CodeLinks("http://127.0.0.1:4566", "123456789012").read(link, 0), "invalid");
    assert.equal(links.read("http://127.0.0.1:4566/bucket/key", 0), undefined);
  });
});
