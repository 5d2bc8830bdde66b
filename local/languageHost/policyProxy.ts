import {
  Client,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  type handleUnaryCall,
  type ServiceDefinition,
} from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { failed } from "../pluginServer/unary";

/** A stack's states cross the wire in one message, so messages have no limit. */
const noLimit = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** How long the calls in progress may take once the pack has ended. Milliseconds. */
const grace = 2_000;

/** A stack as the engine describes it to a policy pack. */
export type StackConfiguration = AnalyzerStackConfigureRequest;

/**
 * A server that takes the engine's calls for a policy pack and starts the pack with the first of them. By then the stack's
 * configuration is known, which a pack gets in its environment, as it does from Pulumi's own host.
 */
export class PolicyProxy {
  private readonly server = new Server(noLimit);
  private pack: Promise<Client> | undefined;

  /**
   * @param startPack starts the pack, and returns the port that it listens on; the configuration is undefined where the
   *   engine has no stack, such as when a pack is published
   */
  constructor(private readonly startPack: (stack: StackConfiguration | undefined) => Promise<number>) {
    const methods = Object.entries(AnalyzerService as unknown as ServiceDefinition);
    // Without a Handshake the engine goes on as with packs that don't have one, and a pack that isn't running can't be cancelled.
    const forwarded = methods.filter(([name]) => name !== "handshake" && name !== "cancel");
    this.server.addService(
      // Messages pass through as they are; only configureStack is looked at.
      Object.fromEntries(forwarded.map(([name, method]) => [name, { ...method, ...unread }])),
      Object.fromEntries(
        forwarded.map(([name, { path }]) => [name, this.forward(path, name === "configureStack")]),
      ),
    );
  }

  /** @returns the port that the engine is to use */
  async listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  }

  /** Answers the calls that are in progress, then stops. */
  async close(): Promise<void> {
    const client = await this.pack?.catch(() => undefined);
    client?.close();
    const force = setTimeout(() => this.server.forceShutdown(), grace);
    await new Promise<void>((resolve) => this.server.tryShutdown(() => resolve()));
    clearTimeout(force);
  }

  private forward(path: string, configures: boolean): handleUnaryCall<Buffer, Buffer> {
    return ({ request }, callback) => {
      const stack = configures ? AnalyzerStackConfigureRequest.deserializeBinary(request) : undefined;
      this.pack ??= this.startPack(stack).then(
        (port) => new Client(`127.0.0.1:${port}`, credentials.createInsecure(), noLimit),
      );
      this.pack.then(
        (client) => client.makeUnaryRequest(path, asIs, asIs, request, new Metadata(), callback as never),
        (error: unknown) => callback(failed(error)),
      );
    };
  }
}

const asIs = (message: Buffer): Buffer => message;

const unread = {
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
};
