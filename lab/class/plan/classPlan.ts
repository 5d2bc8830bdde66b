import type { StudentLab } from "../labs";

/** What a student's stack will be. */
export interface PlannedLab extends StudentLab {
  /** The twelve digits; undefined where the credentials don't work. */
  readonly account: string | undefined;
  /** Whether other students of the class have the same account. */
  readonly shared: boolean;
  /** The VPC's range. */
  readonly range: string;
  /** The stack's configuration, keys with their namespaces. */
  readonly config: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Resources that the stack has already. */
  readonly resources: number;
  /** Whether the latest run brought it to this state, and nothing changed since. */
  readonly current: boolean;
}

/** Why the class can't be built as it is planned. */
export interface Obstacle {
  /** Stacks of the students concerned. */
  readonly students: readonly string[];
  readonly problem: string;
  /** What to do about it. */
  readonly next: string;
}

export interface ClassPlan {
  readonly name: string;
  /** Of the selected students, in the roster's order. */
  readonly labs: readonly PlannedLab[];
  readonly obstacles: readonly Obstacle[];
  /** What to know beforehand. */
  readonly notes: readonly string[];
}

/** Labs that share what is counted by account and region. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly labs: readonly PlannedLab[];
}

/** The accounts and regions of labs whose account is known. */
export function placesOf(labs: readonly PlannedLab[]): Place[] {
  const places = new Map<string, Place & { labs: PlannedLab[] }>();
  for (const lab of labs) {
    if (lab.account === undefined) continue;
    const key = `${lab.account} ${lab.region}`;
    const place = places.get(key) ?? { account: lab.account, region: lab.region, labs: [] };
    place.labs.push(lab);
    places.set(key, place);
  }
  return [...places.values()];
}

export const stacksOf = (labs: readonly StudentLab[]): string[] => labs.map(({ student }) => student.stack);
