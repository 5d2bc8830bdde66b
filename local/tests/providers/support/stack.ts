import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import {
  LocalWorkspace,
  PulumiCommand,
  type EngineEvent,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { startSession, type LocalSession } from "../../../session";

/** A stack on the real engine, with the stand-ins in place of the released plugins, against AWS on this machine. */
export interface TestStack {
  readonly stack: Stack;
  readonly session: LocalSession;
  stop(): Promise<void>;
}

export async function startStack(program: PulumiFn): Promise<TestStack> {
  const session = await startSession({ progress: () => {} });
  const workDir = await mkdtemp(join(tmpdir(), "provider-test-"));
  const stop = async () => {
    await session.stop();
    await rm(workDir, { recursive: true, force: true });
  };
  try {
    // One from the cache lies in a folder `bin`, where the Automation API looks; another was found on PATH.
    const tools = dirname(session.engine.pulumi);
    const pulumiCommand = await PulumiCommand.get(basename(tools) === "bin" ? { root: dirname(tools) } : {});
    const envVars = Object.fromEntries(
      Object.entries(session.environment).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    const stack = await LocalWorkspace.createStack(
      { stackName: "dev", projectName: "provider-test", program },
      { pulumiCommand, workDir, envVars },
    );
    return { stack, session, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The steps that a preview plans, without what stays and the engine's own resources: `update aws:ec2/securityGroup:SecurityGroup group [~ingress[0]]` */
export async function plannedSteps(stack: Stack): Promise<string[]> {
  const steps: string[] = [];
  const onEvent = ({ resourcePreEvent }: EngineEvent) => {
    const metadata = resourcePreEvent?.metadata;
    if (!metadata || metadata.op === "same" || metadata.type.startsWith("pulumi:")) return;
    const name = metadata.urn.split("::").at(-1);
    const marks: Record<string, string> = { add: "+", delete: "-", update: "~" };
    const paths = Object.entries(metadata.detailedDiff ?? {})
      .map(([path, { diffKind }]) => `${marks[diffKind.replace("-replace", "")]}${path}`)
      .sort();
    steps.push(`${metadata.op} ${metadata.type} ${name}${paths.length > 0 ? ` [${paths.join(" ")}]` : ""}`);
  };
  await stack.preview({ onEvent });
  return steps.sort();
}
