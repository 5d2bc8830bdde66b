import { copyFile, mkdir } from "node:fs/promises";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import {
  LocalWorkspace,
  PulumiCommand,
  type EngineEvent,
  type OpMap,
  type Stack,
  type StackSettings,
} from "@pulumi/pulumi/automation";
import type { Stage } from "../../../components/configuration";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { LocalSession } from "@config-remediation-lab/local/session";
import { run } from "@config-remediation-lab/local/support/processes";
import { findOnPath } from "@config-remediation-lab/local/support/tools";
import { engineFailure } from "./engineFailure";
import { EngineProgress } from "./engineProgress";

/** Time limit of `pulumi stack select`. Milliseconds. */
const selectionLimit = 60_000;

/** Time limit of an operation of the engine. Milliseconds. */
const limit = 5 * 60_000;

/** How long a cancelled engine may take to finish the operations in progress. Milliseconds. */
const gracePeriod = 10_000;

const project = "config-remediation-lab";
const stackName = "rehearsal";
const root = join(__dirname, "..", "..", "..");

interface OperationOptions {
  readonly signal: AbortSignal;
  readonly color: "never";
  readonly onOutput: (text: string) => void;
  readonly onEvent: (event: EngineEvent) => void;
}

/** A resource in the stack's state. */
export interface StackResource {
  readonly urn: string;
  /** @example "aws:ec2/subnet:Subnet" */
  readonly type: string;
  /** Whether a provider manages it; the others are components and the stack. */
  readonly custom: boolean;
  /** What the provider knows it by. */
  readonly id?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The lab's stack on the real engine: the program inline, its state in the session's folder. */
export class RehearsalStack {
  /** The workspace's folder. */
  readonly folder: string;
  /** The stack's name in its project. */
  readonly name = stackName;
  private readonly log: string;
  private latest: LabStackOutputs | undefined;

  private constructor(
    private readonly stack: Stack,
    logFolder: string,
    private readonly signal: AbortSignal,
    private readonly progress: (line: string) => void,
  ) {
    this.folder = stack.workspace.workDir;
    this.log = join(logFolder, "engine.log");
  }

  /**
   * Creates the stack, empty; this process must have the session's environment already. `progress` gets the engine's
   * progress, a line at a time.
   */
  static async create(
    session: LocalSession,
    config: Readonly<Record<string, string>>,
    signal: AbortSignal,
    progress: (line: string) => void,
  ): Promise<RehearsalStack> {
    const workDir = join(session.folder, "stack");
    await mkdir(workDir);
    // With the project's own file the engine checks the configuration by its schema, as it does for the CLI.
    await copyFile(join(root, "Pulumi.yaml"), join(workDir, "Pulumi.yaml"));
    const { default: program } = await import("../../../index");
    const stack = await LocalWorkspace.createStack(
      { stackName, projectName: project, program },
      {
        workDir,
        pulumiCommand: await PulumiCommand.get(),
        stackSettings: { [stackName]: { config: { ...config } } },
      },
    ).catch((error: unknown) => {
      throw engineFailure("stack init", error);
    });
    return new RehearsalStack(stack, session.folder, signal, progress);
  }

  /** The stack's outputs since its latest update. @throws before the first one */
  get outputs(): LabStackOutputs {
    if (!this.latest) throw new Error("the stack has no outputs yet");
    return this.latest;
  }

  /** Sets the configuration key `stage`. */
  async setStage(stage: Stage): Promise<void> {
    const { workspace } = this.stack;
    const settings: StackSettings = await workspace.stackSettings(stackName);
    settings.config = { ...settings.config, [`${project}:stage`]: stage };
    await workspace.saveStackSettings(stackName, settings);
  }

  /**
   * How many resources the engine would create, update, …; by operation, `same` left out.
   *
   * @param settings `refresh`: compared with what AWS has instead of the state
   */
  async preview(settings: { readonly refresh?: boolean } = {}): Promise<OpMap> {
    const { changeSummary } = await this.operate("preview", (options) =>
      this.stack.preview({ ...settings, ...options }),
    );
    return changesIn(changeSummary);
  }

  /**
   * Updates the stack to its configuration, and `outputs` with it.
   *
   * @param settings `replace`: URNs of resources that are replaced though nothing of them has changed; `refresh`: compared with
   *   what AWS has instead of the state
   * @returns the number of changes by operation
   */
  async up(settings: { readonly replace?: string[]; readonly refresh?: boolean } = {}): Promise<OpMap> {
    const { outputs, summary } = await this.operate("up", (options) =>
      this.stack.up({ ...settings, ...options }),
    );
    const values = Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]);
    // The program's return type guarantees these outputs.
    this.latest = Object.fromEntries(values) as LabStackOutputs;
    return changesIn(summary.resourceChanges);
  }

  /** The resources of the stack's state, in the order in which they were created. */
  async resources(): Promise<readonly StackResource[]> {
    const state = await this.stack.exportStack();
    return (state.deployment as { readonly resources?: readonly StackResource[] } | null)?.resources ?? [];
  }

  /** Removes the lock that a killed operation left. */
  async cancel(): Promise<void> {
    await this.stack.cancel();
  }

  async refresh(): Promise<OpMap> {
    const { summary } = await this.operate("refresh", (options) => this.stack.refresh(options));
    return changesIn(summary.resourceChanges);
  }

  async destroy(): Promise<OpMap> {
    const { summary } = await this.operate("destroy", (options) => this.stack.destroy(options));
    return changesIn(summary.resourceChanges);
  }

  /** Makes it the stack that `pulumi` in the clone uses in this session, with its configuration. */
  async selectInClone(session: LocalSession): Promise<void> {
    const file = `Pulumi.${stackName}.yaml`;
    await copyFile(join(this.folder, file), join(session.projectFolder(root), file));
    const pulumi = findOnPath("pulumi", session.environment.PATH) ?? session.engine.pulumi;
    const { code, stderr } = await run(pulumi, ["stack", "select", stackName, "--non-interactive"], {
      cwd: root,
      environment: session.environment,
      timeout: selectionLimit,
    });
    if (code !== 0) throw engineFailure("stack select", new Error(stderr));
  }

  /** One operation of the engine, with a time limit, ended by Ctrl-C, its output kept in the session's folder. */
  private async operate<T>(name: string, start: (options: OperationOptions) => Promise<T>): Promise<T> {
    // The Automation API ignores a signal that is already aborted.
    this.signal.throwIfAborted();
    const timeout = AbortSignal.timeout(limit);
    const progress = new EngineProgress(name, this.progress);
    const signal = AbortSignal.any([this.signal, timeout]);
    const operation = start({
      signal,
      color: "never",
      onOutput: (text) => appendFileSync(this.log, text),
      onEvent: (event) => progress.on(event),
    });
    try {
      return await Promise.race([operation, abandoned(signal)]);
    } catch (error) {
      this.signal.throwIfAborted();
      if (timeout.aborted)
        throw new Error(`pulumi ${name} timed out after ${limit / 60_000} minutes`, { cause: error });
      throw engineFailure(name, error, progress.errors);
    } finally {
      progress.stop();
      // An operation that was abandoned ends with the session.
      operation.catch(() => undefined);
    }
  }
}

async function abandoned(signal: AbortSignal): Promise<never> {
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  await new Promise((resolve) => setTimeout(resolve, gracePeriod).unref());
  throw new Error("the engine was cancelled, but didn't exit");
}

function changesIn(summary: OpMap | undefined): OpMap {
  return Object.fromEntries(
    Object.entries(summary ?? {}).filter(([operation, count]) => operation !== "same" && count > 0),
  );
}
