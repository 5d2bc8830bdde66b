import type { handleServerStreamingCall, handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { version } from "@pulumi/pulumi/version";
import * as wire from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { failed, unary } from "../pluginServer/unary";
import { about, programDependencies, runtimeOptionsPrompts } from "./about";
import type { HostArguments } from "./hostArguments";
import { installDependencies } from "./installDependencies";
import { runPlugin } from "./runPlugin";
import { runProgram, type ProgramOutput } from "./runProgram";
import { requiredPackages, requiredPlugins } from "./requiredPackages";

/** The engine shows what a language host prints as the program's output. */
const ownOutput: ProgramOutput = {
  stdout: (data) => void process.stdout.write(data),
  stderr: (data) => void process.stderr.write(data),
};

/**
 * The calls of Pulumi's engine on a language host for Node.js, as far as they concern running a program: what generates,
 * packs and links SDKs is left unimplemented.
 */
export function languageService(
  started: HostArguments,
  output: ProgramOutput = ownOutput,
): UntypedServiceImplementation {
  let host = started;
  const cancelled = new AbortController();
  return {
    // An engine that attaches to a running host gives its address here.
    handshake: unary((request: wire.LanguageHandshakeRequest) => {
      host = { ...host, engine: request.getEngineAddress() };
      return new wire.LanguageHandshakeResponse();
    }),
    cancel: unary(() => {
      cancelled.abort();
      return new Empty();
    }),

    getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
    getRequiredPackages: unary((request: wire.GetRequiredPackagesRequest) =>
      new wire.GetRequiredPackagesResponse().setPackagesList(requiredPackages(programFolder(request))),
    ),
    // What engines asked before they knew getRequiredPackages.
    getRequiredPlugins: unary((request: wire.GetRequiredPluginsRequest) =>
      new wire.GetRequiredPluginsResponse().setPluginsList(requiredPlugins(programFolder(request))),
    ),
    getProgramDependencies: unary((request: wire.GetProgramDependenciesRequest) =>
      programDependencies(programFolder(request), request.getTransitivedependencies()),
    ),
    about: unary((request: wire.AboutRequest) => about(request.getInfo())),
    runtimeOptionsPrompts: unary((request: wire.RuntimeOptionsRequest) =>
      runtimeOptionsPrompts(request.getInfo()),
    ),
    // A new project of this runtime needs no more than its template holds.
    template: unary(() => new wire.TemplateResponse()),

    run: cancellable(cancelled.signal, (request: wire.RunRequest, signal) =>
      runProgram(request, host, output, signal),
    ),
    installDependencies: streaming(cancelled.signal, installDependencies),
    runPlugin: streaming(cancelled.signal, runPlugin),
  };
}

/** A call whose work ends early when the engine cancels the call, or cancels everything. */
function cancellable<Request, Response>(
  cancelled: AbortSignal,
  work: (request: Request, signal: AbortSignal) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const { signal, release } = untilCancelled(call, cancelled);
    void work(call.request, signal)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(failed(error)),
      )
      .finally(release);
  };
}

/** The same for a call that is answered by a stream. */
function streaming<Request, Response>(
  cancelled: AbortSignal,
  work: (request: Request, send: (response: Response) => void, signal: AbortSignal) => Promise<void>,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    const { signal, release } = untilCancelled(call, cancelled);
    void work(call.request, (response) => void call.write(response), signal)
      .then(
        () => call.end(),
        (error: unknown) => call.emit("error", failed(error)),
      )
      .finally(release);
  };
}

function untilCancelled(call: NodeJS.EventEmitter, cancelled: AbortSignal) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (cancelled.aborted) abort();
  call.once("cancelled", abort);
  cancelled.addEventListener("abort", abort);
  return { signal: controller.signal, release: () => cancelled.removeEventListener("abort", abort) };
}

function programFolder(request: { getInfo(): wire.ProgramInfo | undefined }): string {
  return request.getInfo()?.getProgramDirectory() ?? "";
}
