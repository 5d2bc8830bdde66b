import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startLocalAws, type LocalAws, type LocalAwsOptions } from "../aws";
import type { FaultPlan } from "../aws/faults";
import { ensureMoto } from "../aws/moto/environment";
import { ensureEngine, type Engine } from "../engine";
import { writeActivation } from "./activation";
import { writeProfiles } from "./profiles";
import { checkMachine, faultsIn } from "../machine";
import { installPlugins } from "./plugins";
import { copyProject, installPulumiCommand } from "./pulumiCommand";
import { sessionEnvironment, sessionVariables } from "./environment";
import { allOrNone } from "../support/allOrNone";
import type { Progress } from "../support/progress";
import { endProcesses, killProcesses, markedProcesses, markName, ownProcesses } from "../support/processTree";
import {
  keepTemporaryFolder,
  makeTemporaryFolder,
  removeAbandonedFolders,
  removeTemporaryFolder,
} from "../support/temporaryFolder";

export interface SessionOptions extends Pick<LocalAwsOptions, "accounts" | "quotas"> {
  /** Port of the endpoint on the loopback interface. @default 0: a free one */
  readonly port?: number;
  /** @default "us-east-1" */
  readonly region?: string;
  /** Stack files of the user's own are used: their passphrase stays in force. @default false */
  readonly userPassphrase?: boolean;
  /** Folders of commands that come first on PATH in the session. @default none */
  readonly path?: readonly string[];
  /** Folder of a project whose stack files no command of the session writes to, scripts included. @default none */
  readonly protectedFolder?: string;
  /** Profiles in the session, each with the account whose administrator it is. @default none */
  readonly profiles?: Readonly<Record<string, string>>;
  /** Faults of AWS to play. @default none */
  readonly faults?: FaultPlan;
  readonly progress: Progress;
}

/** AWS on this machine, and the environment in which pulumi, the AWS CLI and the program use it. */
export interface LocalSession {
  readonly aws: LocalAws;
  readonly engine: Engine;
  /** The whole environment for child processes. */
  readonly environment: NodeJS.ProcessEnv;
  /** The file by which a shell of another terminal uses the session: `source` it. */
  readonly activation: string;
  /** Logs, mails, Pulumi's state: everything of the session, removed by stop(). */
  readonly folder: string;
  /** The folder that `pulumi` uses in this session for the project in a folder; it has the session's stack files. */
  projectFolder(project: string): string;
  /** From now on stop() keeps the folder. */
  keepFolder(): void;
  /** Ends every process of the session and removes its folder. May be called more than once. */
  stop(): Promise<void>;
}

/** How long a session's processes have to end by themselves. Milliseconds. */
const grace = 2_000;

/**
 * Starts AWS on this machine, after getting the tools for it. Should this process end without stop(), by an error or
 * process.exit(), its child processes are killed and the folder is removed all the same.
 *
 * @throws SetUpError when a tool is missing and can't be had, the port is taken, or no temporary folder can be made.
 */
export async function startSession(options: SessionOptions): Promise<LocalSession> {
  // Before anything that takes minutes.
  const faults = faultsIn(await checkMachine({ port: options.port }));
  if (faults) throw faults;
  const abandoned = removeAbandonedFolders();
  if (abandoned.length > 0) options.progress(`Removed what a killed session left: ${abandoned.join(", ")}`);
  const folder = makeTemporaryFolder();
  const mark = randomUUID();
  // Inherited by everything that is started from here on.
  process.env[markName] = mark;
  let keep = false;
  const removeAtExit = () => {
    killProcesses(() => ownProcesses(mark));
    if (!keep) removeTemporaryFolder(folder);
  };
  process.once("exit", removeAtExit);

  let started: LocalAws | undefined;
  const end = async () => {
    await started?.stop();
    await endProcesses(() => markedProcesses(mark), grace);
    if (!keep) removeTemporaryFolder(folder);
    process.removeListener("exit", removeAtExit);
    if (process.env[markName] === mark) delete process.env[markName];
  };

  try {
    const [engine, python] = await allOrNone(
      (signal) => ensureEngine(options.progress, undefined, undefined, signal),
      (signal) => ensureMoto(options.progress, undefined, signal),
    );
    await Promise.all(["aws", "state"].map((name) => mkdir(join(folder, name))));
    await installPlugins(join(folder, "pulumi"), engine);
    const aws = await startLocalAws({
      port: options.port,
      region: options.region,
      accounts: options.accounts,
      quotas: options.quotas,
      python,
      faults: options.faults,
      folder: join(folder, "aws"),
    });
    started = aws;
    const commands = await installPulumiCommand(folder, engine, options.protectedFolder);
    const path = [...(options.path ?? []), commands];
    const profiles = await writeProfiles(folder, options.profiles ?? {}, aws.administrators);
    const parts = { aws, engine, folder, mark, path, profiles, userPassphrase: options.userPassphrase };
    const activation = await writeActivation(folder, sessionVariables(parts, process.env));
    const environment = sessionEnvironment(parts, process.env);
    let ended: Promise<void> | undefined;
    return {
      aws,
      engine,
      folder,
      environment,
      activation,
      projectFolder: (project) => copyProject({ project, sessionFolder: folder, environment }).folder,
      keepFolder: () => {
        keep = true;
        keepTemporaryFolder(folder);
      },
      stop: () => (ended ??= end()),
    };
  } catch (error) {
    await end();
    throw error;
  }
}
