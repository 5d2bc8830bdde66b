import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as wire from "@pulumi/pulumi/proto/language_pb";
import { ask, languageHosts, ProgramFolder, type StartedHost } from "./hostHarness";

describe("a language host", function () {
  this.timeout(60_000);
  const startHost = languageHosts();
  let program: ProgramFolder;
  let path: string;

  beforeEach(() => {
    program = new ProgramFolder();
    path = [join(program.path, "bin"), process.env.PATH].join(delimiter);
  });
  afterEach(() => program.remove());
  const tool = (name: string, script: string) =>
    program.write(`bin/${name}`, `#!/bin/sh\n${script}\n`, 0o755);

  it("has the SDK's version", async () => {
    const { client } = await startHost();
    assert.equal(
      (await ask<PluginInfo>((done) => client.getPluginInfo(new Empty(), done))).getVersion(),
      sdkVersion,
    );
    assert.deepEqual(
      (
        await ask<wire.TemplateResponse>((done) => client.template(new wire.TemplateRequest(), done))
      ).toObject(),
      {},
    );
  });

  it("names the plugins of the installed packages, nested ones included", async () => {
    const manifest = (folder: string, content: object) =>
      program.write(`node_modules/${folder}/package.json`, JSON.stringify(content));
    manifest("@pulumi/aws", { name: "@pulumi/aws", version: "7.48.0", pulumi: { resource: true } });
    manifest("other", { name: "other", version: "1.0.0" });
    manifest("other/node_modules/@class/kit", {
      name: "@class/kit",
      version: "2.0.0",
      pulumi: {
        resource: true,
        name: "kit",
        version: "v2.1.0",
        server: "https://plugins.example.com",
        parameterization: { name: "base", version: "1.2.3", value: "eyJ9" },
      },
    });
    program.write("node_modules/.bin/tool", "");
    const { client } = await startHost();
    const request = new wire.GetRequiredPackagesRequest().setInfo(program.info());
    const { packagesList } = (
      await ask<wire.GetRequiredPackagesResponse>((done) => client.getRequiredPackages(request, done))
    ).toObject();
    assert.deepEqual(
      packagesList.map(({ name, kind, version, server, parameterization }) => ({
        name,
        kind,
        version,
        server,
        base: parameterization?.name,
      })),
      [
        { kind: "resource", name: "aws", version: "v7.48.0", server: "", base: undefined },
        {
          kind: "resource",
          name: "kit",
          version: "v2.1.0",
          server: "https://plugins.example.com",
          base: "base",
        },
      ],
    );
    const older = new wire.GetRequiredPluginsRequest().setInfo(program.info());
    const { pluginsList } = (
      await ask<wire.GetRequiredPluginsResponse>((done) => client.getRequiredPlugins(older, done))
    ).toObject();
    assert.deepEqual(
      pluginsList.map(({ name, kind, version }) => `${kind} ${name} ${version}`),
      ["resource aws v7.48.0", "resource kit v2.1.0"],
    );
  });

  it("lists the program's packages, and what they depend on when it is asked to", async () => {
    program.write(
      "package.json",
      '{ "dependencies": { "a": "^1.0.0" }, "devDependencies": { "gone": "1.0.0" } }',
    );
    program.write("node_modules/a/package.json", '{ "name": "a", "version": "1.2.0" }');
    program.write("node_modules/b/package.json", '{ "name": "b", "version": "3.0.0" }');
    const { client } = await startHost();
    const list = async (transitive: boolean) => {
      const request = new wire.GetProgramDependenciesRequest()
        .setInfo(program.info())
        .setTransitivedependencies(transitive);
      return (
        await ask<wire.GetProgramDependenciesResponse>((done) => client.getProgramDependencies(request, done))
      ).toObject().dependenciesList;
    };
    assert.deepEqual(await list(false), [{ name: "a", version: "1.2.0" }]);
    assert.deepEqual(await list(true), [
      { name: "a", version: "1.2.0" },
      { name: "b", version: "3.0.0" },
    ]);
  });

  it("says about itself which Node.js, package manager and TypeScript a program gets", async () => {
    program.write("package.json", '{ "devDependencies": { "typescript": "^5.0.0" } }');
    program.write("node_modules/typescript/package.json", '{ "name": "typescript", "version": "5.9.3" }');
    program.write("yarn.lock", "");
    tool("yarn", "echo 1.22.0");
    const { client } = await startHost(undefined, { PATH: path });
    const about = await ask<wire.AboutResponse>((done) =>
      client.about(new wire.AboutRequest().setInfo(program.info()), done),
    );
    assert.equal(about.getVersion(), process.version);
    assert.deepEqual(Object.fromEntries(about.getMetadataMap().getEntryList()), {
      packagemanager: "yarn",
      packagemanagerVersion: "1.22.0",
      typescriptVersion: "5.9.3",
    });
  });

  it("asks for the package manager unless Pulumi.yaml names one", async () => {
    tool("pnpm", "true");
    const { client } = await startHost(undefined, { PATH: path });
    const prompts = async (options: Record<string, string>) => {
      const request = new wire.RuntimeOptionsRequest().setInfo(program.info(options));
      return (
        await ask<wire.RuntimeOptionsResponse>((done) => client.runtimeOptionsPrompts(request, done))
      ).toObject().promptsList;
    };
    assert.deepEqual(await prompts({ packagemanager: "npm" }), []);
    const [prompt] = await prompts({});
    assert.equal(prompt?.key, "packagemanager");
    assert.equal(prompt.pb_default?.stringvalue, "npm");
    assert.deepEqual(
      prompt.choicesList.slice(0, 2).map(({ stringvalue, displayname }) => [stringvalue, displayname]),
      [
        ["npm", "npm"],
        ["pnpm", "pnpm"],
      ],
    );
  });

  describe("installing dependencies", () => {
    const install = async ({ client }: StartedHost, options: Record<string, string | boolean>) => {
      const stream = client.installDependencies(
        new wire.InstallDependenciesRequest().setInfo(program.info(options)),
      );
      const text = { stdout: "", stderr: "" };
      for await (const part of stream as AsyncIterable<wire.InstallDependenciesResponse>) {
        text.stdout += Buffer.from(part.getStdout_asU8()).toString();
        text.stderr += Buffer.from(part.getStderr_asU8()).toString();
      }
      return text;
    };

    it("runs the package manager in the program's folder, and sends on what it prints", async () => {
      tool("npm", 'echo "$@ in $(pwd)"; echo deprecated >&2');
      const host = await startHost(undefined, { PATH: path });
      assert.deepEqual(await install(host, { packagemanager: "npm", production: true }), {
        stdout: `Installing dependencies...\n\ninstall --omit=dev in ${program.path}\nFinished installing dependencies\n\n`,
        stderr: "deprecated\n",
      });
    });

    it("says that the package manager failed or isn't there", async () => {
      tool("npm", "exit 3");
      const host = await startHost(undefined, { PATH: path });
      await assert.rejects(install(host, {}), { details: "npm install failed: exit code 3" });
      await assert.rejects(
        install(await startHost(undefined, { PATH: `${join(process.execPath, "..")}:/bin` }), {
          packagemanager: "bun",
        }),
        {
          details: "bun isn't on PATH: install it, or set another packagemanager in Pulumi.yaml.",
        },
      );
    });
  });
});
