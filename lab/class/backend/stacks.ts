import { dirname, join } from "node:path";
import { run } from "@config-remediation-lab/local/support/processes";
import { LabError } from "../../failures";
import { findPulumi } from "../../stack/stack";
import { removeLocks } from "./removeLocks";
import { holdsNothing, readClassStack, readRecordingIds, type ClassStack } from "./stackTags";

const root = join(__dirname, "..", "..", "..");

/** A stack of the project, as the backend lists it. */
export interface ListedStack {
  readonly name: string;
  /** Undefined when it was never updated. */
  readonly lastUpdate?: Date;
  /** Resources in its state, the stack itself and the providers included. */
  readonly resources: number;
}

/** Whose a stack is, by its state. */
export interface StackOwner {
  /** Undefined for a stack of no class. */
  readonly class?: string;
  /** Whether the state has nothing of AWS. */
  readonly holdsNothing: boolean;
}

/** The backend of Pulumi that this environment is logged in to. */
export class Backend {
  private constructor(private readonly pulumi: string) {}

  /** @throws LabError when there is no Pulumi CLI */
  static async open(): Promise<Backend> {
    return new Backend(await findPulumi());
  }

  /** The folder of the Pulumi CLI, for PATH of those that look for it there. */
  get folder(): string {
    return dirname(this.pulumi);
  }

  /** The project's stacks by name. @throws LabError when Pulumi can't list them */
  async stacks(): Promise<Map<string, ListedStack>> {
    const listed = JSON.parse(await this.ask(["stack", "ls", "--json"])) as {
      name: string;
      lastUpdate?: string;
      resourceCount?: number;
    }[];
    return new Map(
      listed.map(({ name, lastUpdate, resourceCount = 0 }) => [
        name,
        {
          name,
          resources: resourceCount,
          lastUpdate: lastUpdate === undefined ? undefined : new Date(lastUpdate),
        },
      ]),
    );
  }

  /** Removes the locks of a stack that doesn't exist, which its interrupted creation left. */
  async removeLocks(stack: string): Promise<void> {
    const { url } = JSON.parse(await this.ask(["whoami", "--json"])) as { url: string };
    await removeLocks(url, stack);
  }

  /** The ids of what AWS Config and S3 have for a stack, by its state. */
  async recordingIds(stack: string): Promise<ReadonlySet<string>> {
    return readRecordingIds(await this.exported(stack));
  }

  /** What a stack of a class says of itself; undefined for a stack of no class. */
  async classStack(stack: string): Promise<ClassStack | undefined> {
    return readClassStack(await this.exported(stack));
  }

  /** The class that a stack's provider tags resources with; undefined for a stack of no class. */
  async classOf(stack: string): Promise<string | undefined> {
    return (await this.classStack(stack))?.class;
  }

  /** Whose a stack is. */
  async ownerOf(stack: string): Promise<StackOwner> {
    const exported = await this.exported(stack);
    return { class: readClassStack(exported)?.class, holdsNothing: holdsNothing(exported) };
  }

  private exported(stack: string): Promise<string> {
    return this.ask(["stack", "export", "--stack", stack]);
  }

  private async ask(args: readonly string[]): Promise<string> {
    const result = await run(this.pulumi, [...args, "--non-interactive", "--cwd", root], {
      environment: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: 60_000,
    });
    if (result.code === 0) return result.stdout;
    const said = result.timedOut ? "no answer within a minute" : result.stderr.replace(/^error: /, "").trim();
    throw new LabError(`Pulumi failed at "pulumi ${args.join(" ")}": ${said}`, {
      code: "PulumiFailed",
      next: "Log in to the backend that keeps the class's state (pulumi login), and set PULUMI_CONFIG_PASSPHRASE unless it is Pulumi Cloud.",
    });
  }
}
