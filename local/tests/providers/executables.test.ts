import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as awsxVersion } from "@pulumi/awsx/package.json";

const bin = join(__dirname, "../../providers/bin");

describe("a plugin's executable", function () {
  this.timeout(60_000);
  let elsewhere: string;
  before(async () => {
    elsewhere = await mkdtemp(join(tmpdir(), "provider-test-"));
  });
  after(() => rm(elsewhere, { recursive: true }));

  for (const [name, version] of [
    ["pulumi-resource-aws", awsVersion],
    ["pulumi-resource-awsx", awsxVersion],
  ] as const) {
    it(`${name} starts in any folder, prints its port and serves it`, async () => {
      const plugin = spawn(join(bin, name), ["127.0.0.1:1"], {
        cwd: elsewhere,
        stdio: ["ignore", "pipe", "inherit"],
      });
      try {
        const port = await firstLine(plugin);
        assert.match(port, /^\d+$/);
        assert.equal((await pluginInfo(port)).getVersion(), version);
      } finally {
        plugin.kill();
        await once(plugin, "exit");
      }
    });
  }

  it("ends by itself when the engine that started it has ended", async () => {
    const script = `"${join(bin, "pulumi-resource-aws")}" 127.0.0.1:1 & wait`;
    const engine = spawn("sh", ["-c", script], { cwd: elsewhere, stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: engine.stdout });
    await once(lines, "line");
    // Both hold the pipe: it closes when the plugin is gone too.
    const closed = once(lines, "close");
    engine.kill("SIGKILL");
    await closed;
  });
});

async function firstLine(child: ChildProcess): Promise<string> {
  const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
  return line;
}

function pluginInfo(port: string): Promise<PluginInfo> {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return new Promise<PluginInfo>((resolve, reject) => {
    client.getPluginInfo(new Empty(), (error, info) => (error ? reject(error) : resolve(info)));
  }).finally(() => client.close());
}
