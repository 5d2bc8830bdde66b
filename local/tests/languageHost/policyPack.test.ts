import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { credentials, type ClientReadableStream } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import * as wire from "@pulumi/pulumi/proto/language_pb";
import { until } from "../until";
import { ask, languageHosts, ProgramFolder } from "./hostHarness";

const packages = join(__dirname, "../../../node_modules");

/** A pack that names itself after its environment and its arguments. */
const pack = `
  const grpc = require(${JSON.stringify(join(packages, "@grpc/grpc-js"))});
  const proto = ${JSON.stringify(join(packages, "@pulumi/pulumi/proto"))};
  const { AnalyzerService } = require(proto + "/analyzer_grpc_pb");
  const { AnalyzerInfo, AnalyzerStackConfigureResponse } = require(proto + "/analyzer_pb");
  const { STAGE, PULUMI_CONFIG, PULUMI_NODEJS_STACK, PULUMI_NODEJS_DRY_RUN } = process.env;
  const seen = [STAGE, PULUMI_CONFIG, PULUMI_NODEJS_STACK, PULUMI_NODEJS_DRY_RUN, process.cwd(), ...process.argv.slice(2)];
  const server = new grpc.Server();
  server.addService(AnalyzerService, {
    getAnalyzerInfo: (_, done) => done(null, new AnalyzerInfo().setName(seen.join(" "))),
    configureStack: (_, done) => done(null, new AnalyzerStackConfigureResponse()),
  });
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, port) => {
    process.stdout.write(port + "\\nready");
  });
`;

describe("a policy pack of a language host", function () {
  this.timeout(60_000);
  const startHost = languageHosts();
  let program: ProgramFolder;
  let client: AnalyzerClient | undefined;

  beforeEach(() => {
    program = new ProgramFolder();
  });
  afterEach(() => {
    client?.close();
    client = undefined;
    program.remove();
  });

  /** Starts a pack of this script, and connects to it as the engine does. */
  const run = async (script: string) => {
    program.write("node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js", script);
    const host = await startHost();
    const request = new wire.RunPluginRequest()
      .setInfo(program.info())
      .setKind("analyzer")
      .setPwd("/")
      .setEnvList(["STAGE=a=b"])
      .setArgsList(["127.0.0.1:5"]);
    const stream: ClientReadableStream<wire.RunPluginResponse> = host.client.runPlugin(request);
    const sent: string[] = [];
    const port = await new Promise<string>((resolve, reject) => {
      stream.on("error", reject).on("data", (part: wire.RunPluginResponse) => {
        if (part.hasStderr()) sent.push(`stderr ${Buffer.from(part.getStderr_asU8()).toString()}`);
        if (part.hasExitcode()) sent.push(`exit ${part.getExitcode()}`);
        if (!part.hasStdout()) return;
        const text = Buffer.from(part.getStdout_asU8()).toString();
        if (/^\d+\n$/.test(text)) resolve(text.trim());
        else sent.push(`stdout ${text}`);
      });
    });
    const connected = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
    client = connected;
    const name = async () =>
      (await ask<analyzer.AnalyzerInfo>((done) => connected.getAnalyzerInfo(new Empty(), done))).getName();
    const configure = () => {
      const configured = new analyzer.AnalyzerStackConfigureRequest().setStack("dev").setDryRun(true);
      configured.getConfigMap().set("lab:scope", "lab");
      return ask((done) => connected.configureStack(configured, done));
    };
    return { stream, sent, name, configure };
  };

  it("gets the stack's configuration in its environment, as from Pulumi's own host", async () => {
    const { sent, stream, name, configure } = await run(pack);
    await configure();
    assert.equal(
      await name(),
      `a=b {"lab:scope":"lab"} dev true ${program.path} 127.0.0.1:5 ${program.path}`,
    );
    while (sent.length === 0) await once(stream, "data");
    assert.deepEqual(sent, ["stdout ready"]);
  });

  it("starts without a stack too, as when it is published", async () => {
    const { name } = await run(pack);
    assert.equal(await name(), `a=b    ${program.path} 127.0.0.1:5 ${program.path}`);
  });

  it("ends with the call that started it", async () => {
    const { stream, name } = await run(`${pack}; process.on("SIGINT", () => process.exit())`);
    await name();
    const failed = once(stream, "error");
    stream.cancel();
    await failed;
    // The client ends the call at once; the host notices it, and then ends the pack.
    const gone = () =>
      name().then(
        () => false,
        () => true,
      );
    await until("the end of the pack", gone);
  });

  it("that ends before it is ready fails the engine's call, and its exit code is sent", async () => {
    const { sent, stream, configure } = await run("console.error('no such rule'); process.exitCode = 4");
    const ended = once(stream, "end");
    await assert.rejects(configure(), {
      details: "the policy pack ended before it was ready (exit code 4)",
    });
    await ended;
    assert.deepEqual(sent, ["stderr no such rule\n", "exit 4"]);
  });
});
