import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent, OpMap, OutputMap, Stack } from "@pulumi/pulumi/automation";
import type { Progress } from "@config-remediation-lab/local/support/progress";
import { engineFailure } from "./engineFailure";
import { EngineProgress, type PolicyViolation, type Step } from "./engineProgress";

/** Time limit of an operation of the engine. Milliseconds. */
const limit = 5 * 60_000;

/** How long a cancelled engine may take to finish the operations in progress. Milliseconds. */
const gracePeriod = 10_000;

export interface EngineStackOptions {
  /** Folder for the engine's output, which is kept in `engine.log`. */
  readonly logFolder: string;
  /** Ends every operation. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /**
   * Folders of policy packs that previews are held to; updates aren't, where a pack's process costs a second each.
   *
   * @default none
   */
  readonly policyPacks?: readonly string[];
}

/** What a preview would do, resource by resource. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly violations: readonly PolicyViolation[];
}

export interface UpdateSettings {
  /** URNs of resources that are replaced though nothing of them has changed. */
  readonly replace?: string[];
  /** Compared with what AWS has instead of the state. */
  readonly refresh?: boolean;
}

interface OperationOptions {
  readonly signal: AbortSignal;
  readonly color: "never";
  readonly onOutput: (text: string) => void;
  readonly onEvent: (event: EngineEvent) => void;
}

/** A stack on the real engine, by the Automation API: each operation with a time limit, ended by a signal. */
export class EngineStack {
  constructor(
    protected readonly stack: Stack,
    private readonly options: EngineStackOptions,
  ) {}

  /** Folder from which `pulumi` can be used on the stack by hand. */
  get folder(): string {
    return this.stack.workspace.workDir;
  }

  /** How many resources the engine would create, update, …; by operation, `same` left out. `refresh`: compared with what AWS has. */
  async preview(settings: { readonly refresh?: boolean } = {}): Promise<OpMap> {
    const { changeSummary } = await this.operate("preview", this.startPreview(settings));
    return changesIn(changeSummary);
  }

  /** What the engine would do. A violated policy is part of the result, not an error. */
  async plan(): Promise<Plan> {
    const progress = this.startProgress("preview");
    try {
      await this.operate("preview", this.startPreview({}), progress);
    } catch (error) {
      if (!progress.failedByPolicies) throw error;
    }
    return progress;
  }

  /** Updates the stack to its configuration. `changes`: the number of changes by operation. */
  async update(
    settings: UpdateSettings = {},
  ): Promise<{ readonly changes: OpMap; readonly outputs: OutputMap }> {
    const { outputs, summary } = await this.operate("up", (options) =>
      this.stack.up({ ...settings, ...options }),
    );
    return { changes: changesIn(summary.resourceChanges), outputs };
  }

  async refresh(): Promise<OpMap> {
    const { summary } = await this.operate("refresh", (options) => this.stack.refresh(options));
    return changesIn(summary.resourceChanges);
  }

  async destroy(): Promise<OpMap> {
    const { summary } = await this.operate("destroy", (options) => this.stack.destroy(options));
    return changesIn(summary.resourceChanges);
  }

  private startPreview(settings: { readonly refresh?: boolean }) {
    const policyPacks = [...(this.options.policyPacks ?? [])];
    return (options: OperationOptions) => this.stack.preview({ ...settings, ...options, policyPacks });
  }

  private startProgress(name: string): EngineProgress {
    return new EngineProgress(name, this.options.progress);
  }

  /** One operation of the engine, its output kept in the log's folder. */
  private async operate<T>(
    name: string,
    start: (options: OperationOptions) => Promise<T>,
    progress = this.startProgress(name),
  ): Promise<T> {
    // The Automation API ignores a signal that is already aborted.
    this.options.signal.throwIfAborted();
    const timeout = AbortSignal.timeout(limit);
    const signal = AbortSignal.any([this.options.signal, timeout]);
    const log = join(this.options.logFolder, "engine.log");
    const operation = start({
      signal,
      color: "never",
      onOutput: (text) => appendFileSync(log, text),
      onEvent: (event) => progress.on(event),
    });
    try {
      return await Promise.race([operation, abandoned(signal)]);
    } catch (error) {
      this.options.signal.throwIfAborted();
      if (timeout.aborted)
        throw new Error(`pulumi ${name} timed out after ${limit / 60_000} minutes`, { cause: error });
      throw engineFailure(name, error, progress.reasons);
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
