import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "@config-remediation-lab/local/support/processes";
import { exitCodes, LabError } from "../failures";

/** Two states of the project, each in a folder of its own that Pulumi may write to. */
export interface Trees {
  readonly base: string;
  readonly change: string;
}

/** The commit that a name stands for. @throws LabError when the clone has none of that name */
export async function resolveCommit(root: string, ref: string): Promise<string> {
  const { code, stdout } = await git(root, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ]);
  if (code === 0) return stdout.trim();
  throw new LabError(`--base: expected a commit, branch or tag of this clone, got "${ref}".`, {
    code: "UnknownBase",
    exitCode: exitCodes.usage,
    next: "Fetch it (git fetch origin), or name another one, such as origin/main.",
  });
}

/**
 * Writes the base and the working tree, uncommitted and untracked files included, into folders with the clone's packages.
 * Nothing is written into the clone, its index and its list of work trees included.
 */
export async function makeTrees(root: string, commit: string, folder: string): Promise<Trees> {
  const trees = { base: join(folder, "base"), change: join(folder, "change") };
  await writeCommit(root, commit, trees.base, join(folder, "base.index"));
  await copyWorkingTree(root, trees.change);
  for (const tree of Object.values(trees))
    await symlink(join(root, "node_modules"), join(tree, "node_modules"));
  return trees;
}

/** Whether both would install the same packages. */
export async function havePackagesInCommon({ base, change }: Trees): Promise<boolean> {
  const [one, other] = await Promise.all(
    [base, change].map((tree) => readFile(join(tree, "package-lock.json"), "utf8").catch(() => "")),
  );
  return one === other;
}

async function writeCommit(root: string, commit: string, target: string, index: string): Promise<void> {
  await mkdir(target);
  // An index of its own: the clone's says what is staged.
  const environment = { ...process.env, GIT_INDEX_FILE: index };
  await gitOrThrow(root, ["read-tree", commit], environment);
  await gitOrThrow(root, ["checkout-index", "--all", `--prefix=${target}/`], environment);
}

/** Copies the working tree, uncommitted and untracked files included, but for what git ignores. */
export async function copyWorkingTree(root: string, target: string): Promise<void> {
  const { stdout } = await gitOrThrow(root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  const files = [...new Set(stdout.split("\0"))].filter((file) => file && existsSync(join(root, file)));
  for (const file of files) {
    const copy = join(target, file);
    await mkdir(dirname(copy), { recursive: true });
    await cp(join(root, file), copy);
  }
}

async function gitOrThrow(root: string, args: readonly string[], environment?: NodeJS.ProcessEnv) {
  const result = await git(root, args, environment);
  if (result.code === 0) return result;
  throw new Error(`git ${args[0]} failed: ${result.stderr.trim()}`);
}

function git(root: string, args: readonly string[], environment = process.env) {
  return run("git", ["-C", root, ...args], { environment });
}
