import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";

/**
 * Serves a plugin to the engine that started this process: listens on a free port of the loopback interface,
 * prints the port, as the engine expects, and ends when the engine is gone.
 */
export async function serve(
  service: Parameters<Server["addService"]>[0],
  implementation: UntypedServiceImplementation,
): Promise<void> {
  endWithEngine();
  // A function's archive crosses the wire inside its inputs, so messages have no limit.
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(service, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  process.stdout.write(`${port}\n`);
}

/** Who started this process, taken first of all: an engine can be killed while its plugin still starts. */
const engine = process.ppid;

/** An engine that is killed can't stop its plugins: a process that loses its parent ends by itself. */
function endWithEngine(): void {
  setInterval(() => {
    if (process.ppid !== engine) process.exit(0);
  }, 500).unref();
}
