import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  LocalWorkspace,
  PulumiCommand,
  type OpMap,
  type Stack,
  type StackSettings,
} from "@pulumi/pulumi/automation";
import type { Stage } from "../../components/configuration";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { LocalSession } from "@config-remediation-lab/local/session";
import type { Progress } from "@config-remediation-lab/local/support/progress";
import { run } from "@config-remediation-lab/local/support/processes";
import { findOnPath } from "@config-remediation-lab/local/support/tools";
import { engineFailure } from "../engine/engineFailure";
import { EngineStack, type EngineStackOptions, type UpdateSettings } from "../engine/engineStack";

/** Time limit of `pulumi stack select`. Milliseconds. */
const selectionLimit = 60_000;

const project = "config-remediation-lab";
const stackName = "rehearsal";
const root = join(__dirname, "..", "..");

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

/** The lab's stack on the real engine: the program inline, its state in the session's folder, held to the policies. */
export class RehearsalStack extends EngineStack {
  /** The stack's name in its project. */
  readonly name = stackName;
  private latest: LabStackOutputs | undefined;

  private constructor(stack: Stack, options: EngineStackOptions) {
    super(stack, options);
  }

  /** Creates the stack, empty; this process must have the session's environment already. */
  static async create(
    session: LocalSession,
    config: Readonly<Record<string, string>>,
    signal: AbortSignal,
    progress: Progress,
  ): Promise<RehearsalStack> {
    const workDir = join(session.folder, "stack");
    await mkdir(workDir);
    // With the project's own file the engine checks the configuration by its schema, as it does for the CLI.
    await copyFile(join(root, "Pulumi.yaml"), join(workDir, "Pulumi.yaml"));
    const { default: program } = await import("../../index");
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
    const policyPacks = [join(root, "policies")];
    return new RehearsalStack(stack, { logFolder: session.folder, signal, progress, policyPacks });
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
   * Updates the stack to its configuration, and `outputs` with it.
   *
   * @param settings `replace`: URNs of resources that are replaced though nothing of them has changed; `refresh`: compared with
   *   what AWS has instead of the state
   * @returns the number of changes by operation
   */
  async up(settings: UpdateSettings = {}): Promise<OpMap> {
    const { changes, outputs } = await this.update(settings);
    const values = Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]);
    // The program's return type guarantees these outputs.
    this.latest = Object.fromEntries(values) as LabStackOutputs;
    return changes;
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
}
