import type { Backend } from "../backend";
import { Identities, type Identity } from "../credentials";
import {
  fingerprintOf,
  isCurrent,
  readRecord,
  type ClassSettings,
  type LabClass,
  type StudentLab,
} from "../labs";
import { checkConfigurations, checkPlace, checkStacks } from "./checks";
import { placesOf, stacksOf, type ClassPlan, type Obstacle, type PlannedLab } from "./classPlan";
import { stackConfig, stackTags, valueIn } from "./stackConfig";

export interface PlanOptions {
  readonly settings: ClassSettings;
  /** Quotas that are known, by the names of `--quota`. @default read from Service Quotas, else AWS's defaults */
  readonly quotas?: Readonly<Record<string, number>>;
}

/** Determines what would be made for the selected students, and what stands in the way. Changes nothing. */
export async function makePlan(
  labClass: LabClass,
  backend: Backend,
  { settings, quotas = {} }: PlanOptions,
): Promise<ClassPlan> {
  const identities = await identifyAll(labClass.labs);
  const students = countByAccount(identities);
  const stacks = await backend.stacks();
  const known = new Set<StudentLab>();
  const planned = labClass.selected.map(async (lab): Promise<PlannedLab> => {
    const identity = identities.get(lab);
    const account = identity !== undefined && "account" in identity ? identity.account : lab.student.account;
    const shared = account !== undefined && (students.get(account) ?? 0) > 1;
    const config = stackConfig(lab, shared, settings);
    const tags = stackTags(labClass.name, settings);
    const record = await readRecord(lab.workDir);
    if (record !== undefined) known.add(lab);
    const listed = stacks.get(lab.student.stack);
    const resources = listed?.resources ?? 0;
    const current = resources > 0 && isCurrent(record, fingerprintOf({ config, tags }), listed?.lastUpdate);
    return { ...lab, account, shared, range: valueIn(config, "cidrBlock"), config, tags, resources, current };
  });
  const labs = await Promise.all(planned);
  const made = new Set(stacksOf([...known]));
  const obstacles = [
    ...credentialObstacles(labClass.selected, identities),
    ...checkConfigurations(labs),
    ...(await checkStacks(labClass.name, labs, ({ student }) => made.has(student.stack), backend)),
  ];
  const notes = notesOn(labClass, labs);
  for (const place of placesOf(labs.filter((lab) => works(identities, labClass, lab)))) {
    const found = await checkPlace(place, quotas);
    obstacles.push(...found.obstacles);
    notes.push(...found.notes);
  }
  return { name: labClass.name, labs, obstacles, notes };
}

async function identifyAll(labs: readonly StudentLab[]): Promise<Map<StudentLab, Identity>> {
  const identities = new Identities();
  const entries = labs.map(async (lab): Promise<[StudentLab, Identity]> => [
    lab,
    await identities.of(lab.source, lab.region),
  ]);
  return new Map(await Promise.all(entries));
}

function countByAccount(identities: ReadonlyMap<StudentLab, Identity>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const identity of identities.values()) {
    if ("account" in identity) counts.set(identity.account, (counts.get(identity.account) ?? 0) + 1);
  }
  return counts;
}

/** Credentials that don't work, or belong to another account than the roster's. */
function credentialObstacles(
  labs: readonly StudentLab[],
  identities: ReadonlyMap<StudentLab, Identity>,
): Obstacle[] {
  const byProblem = new Map<string, StudentLab[]>();
  for (const lab of labs) {
    const problem = credentialProblem(lab, identities.get(lab));
    if (problem !== undefined) byProblem.set(problem, [...(byProblem.get(problem) ?? []), lab]);
  }
  return [...byProblem].map(([problem, having]) => ({
    students: stacksOf(having),
    problem,
    next: "Sign in (aws sso login, AWS_PROFILE), or correct profile, roleArn and account in the roster.",
  }));
}

function credentialProblem({ student }: StudentLab, identity: Identity | undefined): string | undefined {
  if (identity === undefined) return undefined;
  if ("problem" in identity) return identity.problem;
  if (student.account === undefined || student.account === identity.account) return undefined;
  return `the credentials belong to account ${identity.account}, and the roster has ${student.account}`;
}

function works(
  identities: ReadonlyMap<StudentLab, Identity>,
  { labs }: LabClass,
  planned: PlannedLab,
): boolean {
  const lab = labs.find(({ student }) => student.stack === planned.student.stack);
  return lab !== undefined && credentialProblem(lab, identities.get(lab)) === undefined;
}

function notesOn({ roster }: LabClass, labs: readonly PlannedLab[]): string[] {
  const skipped = roster.skipped.map(({ line, reason }) => `line ${line}: ${reason}`);
  return [
    ...(skipped.length > 0 ? [`not students: ${skipped.join("; ")}`] : []),
    ...(labs.some(({ shared }) => shared)
      ? [
          "students of a shared account get mails about compliance once config-lab class account up has run after class up: its channel publishes to its own topic",
        ]
      : []),
  ];
}
