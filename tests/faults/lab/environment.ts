import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { ConfigRuleEvent } from "../../../remediation/configEvent";

/** How an invocation ended: its error; undefined when it succeeded. */
export type Failure = string | undefined;

/** Settings of the AWS SDK in the function's process. */
export interface SdkSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** The environment of the function's process: of AWS what Lambda's has. */
export function functionEnvironment({ endpoint, region, credentials }: SdkSettings): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    NODE_NO_WARNINGS: "1",
  };
}

/** A process that runs the function's archive on several events at once. */
export class FunctionEnvironment {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (failure: Failure) => void>();
  private count = 0;
  private output = "";

  /** @param folder the unpacked archive's */
  constructor(folder: string, settings: SdkSettings) {
    this.child = fork(join(__dirname, "worker.js"), [folder], {
      env: functionEnvironment(settings),
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    this.child.on("message", ({ id, error }: { id: number; error?: string }) => {
      this.waiting.get(id)?.(error);
      this.waiting.delete(id);
    });
    this.child.on("exit", (code) => {
      for (const end of this.waiting.values()) end(`the function's process ended with exit code ${code}`);
      this.waiting.clear();
    });
  }

  /** Everything that the function wrote, of all invocations. */
  get log(): string {
    return this.output;
  }

  invoke(event: ConfigRuleEvent): Promise<Failure> {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, resolve);
      this.child.send({ id, event }, (error) => {
        if (error) reject(error);
      });
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, "exit");
    this.child.kill();
    await exited;
  }
}
