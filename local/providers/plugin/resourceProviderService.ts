import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { unary as unaryCall } from "../../pluginServer/unary";
import { diffResponse } from "./diffResponse";
import { toServiceError, UnimplementedError } from "./serviceError";
import type { Fault, NamingRequest, Provider } from "./provider";
import { decode, encode } from "./propertyValues";

/** The engine's calls to a resource plugin, translated for a {@link Provider}. */
export function resourceService(provider: Provider): UntypedServiceImplementation {
  // A plugin that doesn't accept secrets and references receives plain values, and the engine keeps the marks. One that
  // builds components must accept them.
  const marks = provider.construct !== undefined;
  return {
    handshake: unary(() =>
      new wire.ProviderHandshakeResponse()
        .setAcceptSecrets(marks)
        .setAcceptResources(marks)
        .setAcceptOutputs(marks)
        .setSupportsAutonamingConfiguration(true),
    ),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(provider.version)),

    checkConfig: unary((request: wire.CheckRequest) => {
      if (!provider.checkConfig) throw new UnimplementedError("CheckConfig");
      const checked = provider.checkConfig(decode(request.getNews()));
      return new wire.CheckResponse()
        .setInputs(encode(checked.inputs))
        .setFailuresList(toFailures(checked.faults));
    }),
    configure: unary((request: wire.ConfigureRequest) => {
      provider.configure?.(decode(request.getArgs()));
      return new wire.ConfigureResponse()
        .setAcceptsecrets(marks)
        .setAcceptresources(marks)
        .setAcceptoutputs(marks)
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    }),

    check: unary(async (request: wire.CheckRequest) => {
      const checked = await offered(provider.check)({
        ...subject(request),
        olds: decode(request.getOlds()),
        news: decode(request.getNews()),
        seed: request.getRandomseed_asU8(),
        naming: namingRequest(request),
      });
      return new wire.CheckResponse()
        .setInputs(encode(checked.inputs))
        .setFailuresList(toFailures(checked.faults));
    }),
    diff: unary(async (request: wire.DiffRequest) => {
      const difference = await offered(provider.diff)({
        ...subject(request),
        id: request.getId(),
        state: decode(request.getOlds()),
        news: decode(request.getNews()),
        ignoreChanges: request.getIgnorechangesList(),
      });
      return diffResponse(difference);
    }),
    create: unary(async (request: wire.CreateRequest) => {
      const found = await offered(provider.create)({
        ...subject(request),
        inputs: decode(request.getProperties()),
        preview: request.getPreview(),
      });
      return new wire.CreateResponse().setId(found.id).setProperties(encode(found.state));
    }),
    read: unary(async (request: wire.ReadRequest) => {
      const found = await offered(provider.read)({
        ...subject(request),
        id: request.getId(),
        state: decode(request.getProperties()),
        inputs: decode(request.getInputs()),
      });
      // A response without an id means that the resource is gone.
      if (!found) return new wire.ReadResponse();
      return new wire.ReadResponse()
        .setId(found.id)
        .setProperties(encode(found.state))
        .setInputs(encode(found.inputs ?? {}));
    }),
    update: unary(async (request: wire.UpdateRequest) => {
      const state = await offered(provider.update)({
        ...subject(request),
        id: request.getId(),
        state: decode(request.getOlds()),
        news: decode(request.getNews()),
        ignoreChanges: request.getIgnorechangesList(),
        preview: request.getPreview(),
      });
      return new wire.UpdateResponse().setProperties(encode(state));
    }),
    delete: unary(async (request: wire.DeleteRequest) => {
      await offered(provider.delete)({
        ...subject(request),
        id: request.getId(),
        state: decode(request.getProperties()),
      });
      return new Empty();
    }),
    invoke: unary(async (request: wire.InvokeRequest) => {
      const result = await offered(provider.invoke)(request.getTok(), decode(request.getArgs()));
      return new wire.InvokeResponse().setReturn(encode(result));
    }),
    construct: unary(async (request: wire.ConstructRequest) => {
      const built = await offered(provider.construct)(request);
      const response = new wire.ConstructResponse().setUrn(built.urn).setState(encode(built.outputs));
      const dependencies = response.getStatedependenciesMap();
      for (const [property, urns] of Object.entries(built.dependencies)) {
        dependencies.set(property, new wire.ConstructResponse.PropertyDependencies().setUrnsList([...urns]));
      }
      return response;
    }),
  };
}

function offered<Call>(call: Call | undefined): Call {
  if (!call) throw new UnimplementedError("This call");
  return call;
}

function unary<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return unaryCall(work, toServiceError);
}

function subject(request: { getUrn(): string; getType(): string; getName(): string }) {
  return { urn: request.getUrn(), type: request.getType(), name: request.getName() };
}

function toFailures(faults: readonly Fault[]): wire.CheckFailure[] {
  return faults.map((fault) => new wire.CheckFailure().setProperty(fault.property).setReason(fault.reason));
}

function namingRequest(request: wire.CheckRequest): NamingRequest | undefined {
  const options = request.getAutonaming();
  if (!options) return undefined;
  const { Mode } = wire.CheckRequest.AutonamingOptions;
  const mode = options.getMode();
  return {
    proposed: options.getProposedName(),
    mode: mode === Mode.DISABLE ? "disable" : mode === Mode.ENFORCE ? "enforce" : "propose",
  };
}
