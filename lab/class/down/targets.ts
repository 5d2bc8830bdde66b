import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { orAbsent } from "../../failures";
import { Identities, type CredentialSource } from "../credentials";
import { readRecord, type LabClass } from "../labs";
import type { Backend, ListedStack } from "../backend";

/** A stack of the class that is to be destroyed. */
export interface Target {
  readonly stack: string;
  /** The name of its class. */
  readonly class: string;
  readonly region: string;
  readonly source: CredentialSource;
  readonly workDir: string;
  /** The account it was built in; undefined where that isn't known. */
  readonly account?: string;
  /** Resources in its state. */
  readonly resources: number;
  readonly lastUpdate?: Date;
  /** `2026-01-31`; of a stack that is destroyed because it has expired. */
  readonly expires?: string;
  /** Whether the roster has the student. */
  readonly inRoster: boolean;
  /** Why it can't be destroyed. */
  readonly problem?: string;
}

/**
 * The stacks of a class: the selected students', and, where all are selected, those that the class built for students whom
 * the roster no longer has. A stack that exists under a student's name and belongs to no class, or to another, is none.
 */
export async function targetsOf(labClass: LabClass, backend: Backend): Promise<Target[]> {
  const stacks = await backend.stacks();
  const targets: Target[] = [];
  for (const { student, region, source, workDir } of labClass.selected) {
    const listed = stacks.get(student.stack);
    const record = await readRecord(workDir);
    if (listed === undefined) continue;
    const own = record !== undefined || wasStarted(workDir, student.stack);
    if (!own && (await backend.classOf(student.stack)) !== labClass.name) continue;
    const account = record?.account ?? student.account;
    targets.push(target(listed, { class: labClass.name, region, source, workDir, account, inRoster: true }));
  }
  const named = new Set(labClass.labs.map(({ student }) => student.stack));
  const dropped = labClass.selected === labClass.labs ? await builtStacks(labClass.folder) : [];
  for (const stack of dropped.filter((one) => !named.has(one))) {
    const workDir = join(labClass.folder, "students", stack);
    const [listed, record] = [stacks.get(stack), await readRecord(workDir)];
    if (listed === undefined || record === undefined) continue;
    const { region, source, account } = record;
    targets.push(target(listed, { class: labClass.name, region, source, workDir, account, inRoster: false }));
  }
  return withProblems(targets);
}

function target(
  { name, resources, lastUpdate }: ListedStack,
  rest: Pick<Target, "class" | "region" | "source" | "workDir" | "account" | "inRoster">,
): Target {
  return { stack: name, resources, lastUpdate, ...rest };
}

/**
 * Marks the targets that can't be destroyed: by credentials that don't work or belong to another account, the provider would find
 * nothing, take everything for deleted, and leave it without a stack.
 */
export async function withProblems(targets: readonly Target[]): Promise<Target[]> {
  const identities = new Identities();
  return Promise.all(
    targets.map(async (one): Promise<Target> => {
      const identity = await identities.of(one.source, one.region);
      if ("problem" in identity) return { ...one, problem: identity.problem };
      if (one.account === undefined || one.account === identity.account) {
        return { ...one, account: identity.account };
      }
      return {
        ...one,
        problem: `it was built in account ${one.account}, and the credentials belong to ${identity.account}`,
      };
    }),
  );
}

/** Whether a run has written the stack's configuration: one that was killed may have got no further. */
function wasStarted(workDir: string, stack: string): boolean {
  return existsSync(join(workDir, `Pulumi.${stack}.yaml`));
}

/** Stacks that the class has built on this machine, whether or not they still exist. */
async function builtStacks(folder: string): Promise<string[]> {
  return (await orAbsent(readdir(join(folder, "students")), "ENOENT")) ?? [];
}
