import { appendFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import type { Progress } from "@config-remediation-lab/local/support/progress";
import { watchInterrupts } from "@config-remediation-lab/local/support/interrupts";
import { takeEnvironment } from "../engine/takeEnvironment";
import { exitCodes, LabError } from "../failures";
import { print, printJson } from "../output/print";
import { showProgress } from "../output/progress";
import { changesOf, type Operation } from "./changes";
import { readEngineJson } from "./engineJson";
import { resultOf, type PreviewResult } from "./result";
import { resultAsMarkdown } from "./resultAsMarkdown";
import { resultAsText } from "./resultAsText";
import { havePackagesInCommon, makeTrees, resolveCommit } from "./trees";

export interface OutputOptions {
  readonly failOn: readonly Operation[];
  /** A file that the result is appended to, as Markdown. */
  readonly summary?: string;
  readonly json?: boolean;
}

export interface PreviewOptions extends OutputOptions {
  /** A commit, branch or tag. */
  readonly base: string;
  /** Name of the stack, whose file is in both trees. */
  readonly stack: string;
  /** Folders of policy packs. @default the clone's policies/ */
  readonly policyPack?: readonly string[];
}

const root = join(__dirname, "..", "..");

/**
 * Brings up the lab of the base on this machine, and prints what the working tree would change of it.
 *
 * @returns exit code: 0 when nothing is refused, 1 for an operation of `failOn` or a violated policy
 * @throws LabError for a base that the clone doesn't have; SetUpError when this machine lacks something
 */
export async function runPreview(options: PreviewOptions): Promise<number> {
  const commit = await resolveCommit(root, options.base);
  const policyPacks = (options.policyPack ?? [join(root, "policies")]).map((folder) => resolve(folder));
  const interrupts = watchInterrupts();
  const display = showProgress();
  const { progress } = display;
  let session: LocalSession | undefined;
  try {
    session = await startSession({ userPassphrase: true, progress });
    interrupts.deferExit();
    takeEnvironment(session);
    const result = await previewIn(session, commit, { ...options, policyPacks, progress }, interrupts.signal);
    display.stop();
    return await printResult(result, options);
  } finally {
    display.stop();
    await session?.stop();
    interrupts.release();
  }
}

/**
 * Prints what `pulumi preview --json` found for a stack, AWS's too.
 *
 * @param file with what it printed
 * @returns exit code: 0 when nothing is refused, 1 for an operation of `failOn`
 */
export async function runPrintedPreview(file: string, options: OutputOptions): Promise<number> {
  const changes = changesOf(await readEngineJson(file));
  return printResult(resultOf({ changes, violations: [], notes: [] }, options.failOn), options);
}

async function printResult(result: PreviewResult, { summary, json }: OutputOptions): Promise<number> {
  if (summary) await appendFile(summary, resultAsMarkdown(result));
  if (json) printJson(result);
  else print(resultAsText(result));
  return result.ok ? exitCodes.ok : exitCodes.checkFailed;
}

async function previewIn(
  session: LocalSession,
  commit: string,
  options: PreviewOptions & { readonly policyPacks: readonly string[]; readonly progress: Progress },
  signal: AbortSignal,
): Promise<PreviewResult> {
  const { base, stack, failOn, policyPacks, progress } = options;
  const trees = await makeTrees(root, commit, session.folder);
  requireStackFile(trees.base, stack, `--base ${base}`);
  requireStackFile(trees.change, stack, "the working tree");
  // Loaded here: importing the engine's SDK fails without a temporary folder, for which startSession has the better error.
  const { stackOf } = await import("./previewStack");
  const engine = { logFolder: session.folder, signal, progress };
  progress(`Bringing up the lab of ${base}`);
  await (await stackOf(trees.base, stack, engine)).update();
  progress("Previewing the working tree over it");
  const { steps, violations } = await (await stackOf(trees.change, stack, { ...engine, policyPacks })).plan();
  const notes = (await havePackagesInCommon(trees))
    ? []
    : ["package-lock.json differs from the base's; both programs ran with the packages that are installed."];
  return resultOf({ base, commit, changes: changesOf(steps), violations, notes }, failOn);
}

function requireStackFile(tree: string, stack: string, where: string): void {
  const file = `Pulumi.${stack}.yaml`;
  if (existsSync(join(tree, file))) return;
  throw new LabError(`Expected ${file} in ${where}, got no such file.`, {
    code: "NoStackFile",
    exitCode: exitCodes.usage,
    next: "Name a stack whose file is in both, with --stack.",
  });
}
