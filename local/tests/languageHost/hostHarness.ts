import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";
import { childProcesses, type TestChild } from "../childProcesses";

export const executable = join(__dirname, "../../languageHost/bin/pulumi-language-nodejs");

/** An engine's address; nothing listens there. */
export const engine = "127.0.0.1:1";

/** A language host as the engine starts it, in a process of its own, and a client of it. */
export interface StartedHost {
  readonly child: TestChild;
  readonly client: LanguageRuntimeClient;
}

/** A program's folder, whose `@pulumi/pulumi` is the test's own. */
export class ProgramFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), "language-host-test-")));

  write(name: string, content: string, mode = 0o644): void {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode });
  }

  /** What the host runs in place of the SDK's `cmd/run`. */
  sdkRuns(script: string): void {
    this.write("node_modules/@pulumi/pulumi/cmd/run/index.js", script);
  }

  info(options: Record<string, string | boolean> = {}): ProgramInfo {
    return new ProgramInfo()
      .setRootDirectory(dirname(this.path))
      .setProgramDirectory(this.path)
      .setEntryPoint(".")
      .setOptions(Struct.fromJavaScript(options));
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** Starts hosts for the tests of a suite, and ends them after each test. Call it in `describe`. */
export function languageHosts() {
  const start = childProcesses();
  const clients: LanguageRuntimeClient[] = [];
  afterEach(() => clients.splice(0).forEach((client) => client.close()));
  return async (
    args: readonly string[] = [engine],
    environment: NodeJS.ProcessEnv = {},
  ): Promise<StartedHost> => {
    const child = start(executable, args, { env: { ...process.env, ...environment } });
    return { child, client: await connectTo(child, clients) };
  };
}

/** Waits for the port that the host prints. */
export async function connectTo(
  child: TestChild,
  clients: LanguageRuntimeClient[],
): Promise<LanguageRuntimeClient> {
  await child.said(/^\d+\n/);
  const client = new LanguageRuntimeClient(
    `127.0.0.1:${child.stdout.split("\n")[0]}`,
    credentials.createInsecure(),
  );
  clients.push(client);
  return client;
}

/** Makes a call without a stream. @throws the call's error */
export function ask<Response>(
  call: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(error) : resolve(response)));
  });
}
