import { homedir } from "node:os";
import { basename, extname, join } from "node:path";
import { isRegion, regionExpectation } from "@config-remediation-lab/local/support/regions";
import { exitCodes, LabError } from "../../failures";
import { sourceOf, type CredentialSource } from "../credentials";
import { loadRoster, type Roster, type RosterOptions, type Student } from "../roster";

export interface ClassOptions extends RosterOptions {
  /** @default the roster's file name without its extension */
  readonly class?: string;
  /** For students without a region of their own. @default AWS_REGION */
  readonly region?: string;
  /** Account strings or stacks. @default every student */
  readonly only?: readonly string[];
  /** Every `of`-th student from the `index`-th on, both from 1, so that several machines share a class. @default all */
  readonly shard?: { readonly index: number; readonly of: number };
}

/** A student's lab, before it is known which account it is in. */
export interface StudentLab {
  readonly student: Student;
  readonly region: string;
  readonly source: CredentialSource;
  /** Settings of its stack, the engine's log, and the record of its latest run. */
  readonly workDir: string;
}

export interface LabClass {
  readonly name: string;
  /** What the command keeps of the class between its runs. */
  readonly folder: string;
  readonly roster: Roster;
  /** Every student's. */
  readonly labs: readonly StudentLab[];
  /** Those of the students that were asked for. */
  readonly selected: readonly StudentLab[];
}

/** Where classes are kept: beside what Pulumi keeps for this user, so that a session of local AWS has its own. */
export function classesFolder(): string {
  const home = process.env.PULUMI_HOME || join(homedir(), ".pulumi");
  return join(home, "config-lab", "classes");
}

/** Reads a class's roster. @throws LabError that lists every fault */
export async function loadClass(path: string, options: ClassOptions): Promise<LabClass> {
  const name = classNameOf(path, options.class);
  const region = defaultRegion(options.region);
  const roster = await loadRoster(path, options);
  const folder = join(classesFolder(), name);
  const regionless = roster.students.filter((student) => student.region === undefined);
  if (region === undefined && regionless.length > 0) {
    throw usage(
      `${regionless.length} of ${roster.students.length} students have no region.`,
      "Give --region, set AWS_REGION, or add a column region to the roster.",
    );
  }
  const labs = roster.students.map((student) => ({
    student,
    region: student.region ?? region ?? "",
    source: sourceOf(student),
    workDir: join(folder, "students", student.stack),
  }));
  return { name, folder, roster, labs, selected: select(labs, options) };
}

function classNameOf(path: string, given: string | undefined): string {
  const name = given ?? basename(path, extname(path));
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/.test(name)) return name;
  throw usage(
    `Expected a class's name of letters, digits, - and _, at most 63, got ${JSON.stringify(name)}.`,
    "Give one with --class.",
  );
}

function defaultRegion(given: string | undefined): string | undefined {
  const region = given ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (region === undefined || isRegion(region)) return region;
  throw usage(`Expected ${regionExpectation}, got ${JSON.stringify(region)}.`, "Give one with --region.");
}

function select(labs: readonly StudentLab[], options: ClassOptions): readonly StudentLab[] {
  // Who asks for all gets the same list: then stacks of students who left the roster count, too.
  if (options.only === undefined && options.shard === undefined) return labs;
  const selected = selectStudents(
    labs.map(({ student }) => student),
    options,
  );
  return labs.filter(({ student }) => selected.includes(student));
}

/**
 * The students that were asked for. Every student keeps the shard that it has in the whole roster, whatever `only` selects.
 *
 * @throws LabError when `only` names others
 */
export function selectStudents(
  students: readonly Student[],
  { only, shard }: Pick<ClassOptions, "only" | "shard">,
): readonly Student[] {
  if (only === undefined && shard === undefined) return students;
  const stacks = new Set(students.map(({ stack }) => stack));
  const wanted = only?.map((name) => name.toLowerCase().replaceAll(".", "-")) ?? [...stacks];
  const unknown = wanted.filter((name) => !stacks.has(name));
  if (unknown.length > 0) {
    throw usage(
      `The roster has no student ${unknown.join(", ")}.`,
      "Give account strings of the roster to --only.",
    );
  }
  return students.filter(
    ({ stack }, position) =>
      wanted.includes(stack) && (shard === undefined || position % shard.of === shard.index - 1),
  );
}

function usage(message: string, next: string): LabError {
  return new LabError(message, { code: "ClassUsage", exitCode: exitCodes.usage, next });
}
