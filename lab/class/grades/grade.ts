import { allMet, type Check } from "../../findings";
import type { Observation } from "./evidence";
import { maximum, rounded, type Criterion, type Rubric } from "./rubric";

/** What a student gets for a criterion, and why. */
export interface CriterionGrade {
  readonly title: string;
  readonly points: number;
  readonly of: number;
  readonly evidence: readonly EvidenceGrade[];
}

/** A piece of evidence, in the observation that showed most of it. */
export interface EvidenceGrade {
  readonly subject: string;
  readonly met: boolean;
  /** In the account, if it was looked for. */
  readonly where?: string;
  /** ISO 8601. */
  readonly at?: string;
  readonly expected: string;
  readonly found: string;
}

export interface Grade {
  readonly student: string;
  readonly points: number;
  readonly of: number;
  readonly criteria: readonly CriterionGrade[];
  /** Why evidence couldn't be looked for, so that the points may be too few. */
  readonly problem?: string;
}

/** Grades a student by everything that was seen at some time: what was there once counts, also if it is gone at the end. */
export function gradeOf(student: string, rubric: Rubric, observations: readonly Observation[]): Grade {
  const own = observations.filter((one) => one.student === student).sort((a, b) => (a.at < b.at ? -1 : 1));
  const criteria = rubric.criteria.map((criterion) => gradeCriterion(criterion, own));
  const unseen = criteria.some(({ evidence }) => evidence.some(({ met, at }) => !met && at === undefined));
  return {
    student,
    points: rounded(criteria.reduce((sum, { points }) => sum + points, 0)),
    of: maximum(rubric),
    criteria,
    ...(unseen ? { problem: own.at(-1)?.problem ?? "nothing was seen of the lab" } : {}),
  };
}

function gradeCriterion({ title, points, evidence }: Criterion, own: readonly Observation[]): CriterionGrade {
  const graded = evidence.map((subject) => gradeEvidence(subject, own));
  return { title, points: graded.every(({ met }) => met) ? points : 0, of: points, evidence: graded };
}

/** What must be so in the end, not once. */
const atLast: readonly string[] = ["cleanUp"];

/** By the latest observation that meets it; else by the latest in which it was looked for. */
function gradeEvidence(subject: string, own: readonly Observation[]): EvidenceGrade {
  const seen = own.flatMap(({ at, subjects }) => {
    const one = subjects[subject];
    return one === undefined ? [] : [{ at, ...one }];
  });
  const shown = (atLast.includes(subject) ? undefined : seen.findLast(allMet)) ?? seen.at(-1);
  if (shown === undefined)
    return { subject, met: false, expected: "evidence", found: "nothing: it couldn't be looked for" };
  const { at, where, checks, notYet } = shown;
  const met = allMet(shown);
  const place = { subject, met, where, at };
  if (checks.length === 0) return { ...place, expected: "evidence", found: notYet ?? "nothing" };
  const told = met ? checks : checks.filter(({ ok }) => !ok);
  const inWords = (text: (check: Check) => string): string =>
    told.map((check) => `${check.what}: ${text(check)}`).join("; ");
  return {
    ...place,
    expected: inWords(({ expected }) => expected),
    found: inWords(({ seen: found }) => found),
  };
}
