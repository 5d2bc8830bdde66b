import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as awsxVersion } from "@pulumi/awsx/package.json";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { installPlugins } from "../../session/plugins";

describe("plugins of a session", () => {
  let root: string;
  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), "plugins-test-")))));
  afterEach(() => rmSync(root, { recursive: true }));

  it("are the stand-ins and the language host, where the engine finds installed plugins", async () => {
    const languageHost = join(root, "pulumi-language-nodejs");
    writeFileSync(languageHost, "");
    await installPlugins(join(root, "home"), { languageHost });

    const plugins = join(root, "home", "plugins");
    const found = readdirSync(plugins).map((folder) => {
      const files = readdirSync(join(plugins, folder));
      return [folder, ...files.map((file) => realpathSync(join(plugins, folder, file)))];
    });
    const standIn = (name: string) => join(process.cwd(), "local/providers/bin", name);
    assert.deepEqual(found.sort(), [
      [`language-nodejs-v${sdkVersion}`, languageHost],
      [`resource-aws-v${awsVersion}`, standIn("pulumi-resource-aws")],
      [`resource-awsx-v${awsxVersion}`, standIn("pulumi-resource-awsx")],
    ]);
  });
});
