import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { zipped } from "../../../../providers/aws/lambda/codeArchive";
import { signatureKey, signatures } from "../../../../providers/plugin/propertyValues";

const asset = (content: Record<string, string>) => ({ [signatureKey]: signatures.asset, ...content });
const archive = (content: Record<string, unknown>) => ({ [signatureKey]: signatures.archive, ...content });

function texts(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]),
  );
}

describe("zipping a function's archive", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "archive-test-"));
    await mkdir(join(folder, "tree/inner"), { recursive: true });
    await writeFile(join(folder, "tree/inner/a.js"), "a");
    await writeFile(join(folder, "tree/b.js"), "b");
  });
  after(() => rm(folder, { recursive: true }));

  it("holds texts, files, folders and archives within archives under their names", async () => {
    const bytes = await zipped(
      archive({
        assets: {
          "index.js": asset({ text: "exports.handler = 1" }),
          "copy.js": asset({ path: join(folder, "tree/b.js") }),
          lib: archive({ path: join(folder, "tree") }),
          deep: archive({ assets: { "c.js": asset({ text: "c" }) } }),
        },
      }),
    );
    assert.deepEqual(texts(bytes), {
      "copy.js": "b",
      "deep/c.js": "c",
      "index.js": "exports.handler = 1",
      "lib/b.js": "b",
      "lib/inner/a.js": "a",
    });
  });

  it("gives the same bytes for the same content, whatever its order", async () => {
    const [a, b] = [asset({ text: "a" }), asset({ text: "b" })];
    assert.deepEqual(
      await zipped(archive({ assets: { a, b } })),
      await zipped(archive({ assets: { b, a } })),
    );
    assert.notDeepEqual(
      await zipped(archive({ assets: { a } })),
      await zipped(archive({ assets: { a: b } })),
    );
  });

  it("passes a ZIP file on unchanged", async () => {
    const file = join(folder, "code.zip");
    await writeFile(file, "bytes");
    assert.equal(Buffer.from(await zipped(archive({ path: file }))).toString(), "bytes");
  });

  it("refuses what isn't offered", async () => {
    await assert.rejects(zipped(archive({ uri: "https://example.com/x.zip" })), {
      message:
        "the function's archive isn't offered by this stand-in: expected an asset, a folder, a .zip or a .jar, " +
        "got the remote content https://example.com/x.zip",
    });
    await assert.rejects(zipped(archive({ assets: { a: archive({}) } })), {
      message:
        "a in the function's archive isn't offered by this stand-in: expected an asset, a folder, a .zip or a .jar, " +
        "got an archive without content",
    });
  });
});
