import { RunPluginResponse, type RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { runChild } from "./childProcess";
import { locateInProgram } from "./locateInProgram";
import type { StackConfiguration } from "./policyProxy";
import { runtimeEnvironment } from "./runProgram";
import { readRuntimeOptions } from "./runtimeOptions";

/** The process of a policy pack. */
export class PolicyPackProcess {
  /** The pack's exit code; -1 when a signal ended it. Rejects when it can't be started. Never settles before `start`. */
  readonly ended: Promise<number>;
  private settle: (code: Promise<number>) => void = () => undefined;

  /**
   * @param environment what the engine sets for the pack
   * @param send gets what the pack prints, except for its port
   * @param signal interrupts the pack
   */
  constructor(
    private readonly request: RunPluginRequest,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly send: (response: RunPluginResponse) => void,
    private readonly signal: AbortSignal,
  ) {
    this.ended = new Promise((resolve) => {
      this.settle = resolve;
    });
    // Whoever awaits it gets the error, too.
    this.ended.catch(() => undefined);
  }

  /**
   * Starts the pack by the SDK that is installed with it.
   *
   * @returns the port that it listens on
   * @throws Error when it ends without having printed one
   */
  async start(stack: StackConfiguration | undefined): Promise<number> {
    const port = new Promise<number>((resolve) => {
      this.settle(this.run({ ...this.environment, ...stackEnvironment(stack) }, resolve));
    });
    const gone = this.ended.then((code) => {
      throw new Error(`the policy pack ended before it was ready (exit code ${code})`);
    });
    return Promise.race([port, gone]);
  }

  private async run(environment: NodeJS.ProcessEnv, onPort: (port: number) => void): Promise<number> {
    const info = this.request.getInfo();
    const folder = info?.getProgramDirectory() ?? "";
    const options = readRuntimeOptions(info?.getOptions());
    const runner = locateInProgram("@pulumi/pulumi/cmd/run-policy-pack", folder);
    const { code } = await runChild({
      command: process.execPath,
      args: [...options.nodeargs, runner, ...this.request.getArgsList(), folder],
      // A pack's files are named from its own folder.
      cwd: folder,
      environment: { ...environment, ...runtimeEnvironment(options) },
      onStdout: withoutFirstLine(
        (line) => onPort(Number(line)),
        (data) => this.send(new RunPluginResponse().setStdout(data)),
      ),
      onStderr: (data) => this.send(new RunPluginResponse().setStderr(data)),
      signal: this.signal,
    });
    return code ?? -1;
  }
}

/** A listener that passes on the first line of an output as text, and everything after it as it is. */
function withoutFirstLine(onLine: (line: string) => void, onRest: (data: Buffer) => void) {
  let begun: Buffer | undefined = Buffer.alloc(0);
  return (data: Buffer) => {
    if (begun === undefined) return onRest(data);
    begun = Buffer.concat([begun, data]);
    const end = begun.indexOf("\n");
    if (end < 0) return;
    const [line, rest] = [begun.subarray(0, end).toString(), begun.subarray(end + 1)];
    begun = undefined;
    onLine(line);
    if (rest.length > 0) onRest(rest);
  };
}

/** By these the SDK knows project, stack and configuration, in a pack as in a program. */
function stackEnvironment(stack: StackConfiguration | undefined): NodeJS.ProcessEnv {
  if (!stack) return {};
  return {
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().getEntryList())),
  };
}
