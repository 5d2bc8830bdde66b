import { gradeOf, type Grade, type Observation, type Rubric } from "../grades";

/** What a student gets, and why not more. */
export interface StudentGrade {
  readonly points: number;
  /** By criterion of the rubric, in its order. */
  readonly criteria: readonly number[];
  readonly lost: readonly LostPoints[];
  /** Why evidence couldn't be looked for, so that the points may be too few. */
  readonly problem?: string;
}

export interface LostPoints {
  readonly criterion: string;
  readonly points: number;
  /** What is missing of the evidence. */
  readonly reasons: readonly { readonly expected: string; readonly found: string; readonly where?: string }[];
}

/** What the class is graded by, and what has been seen of it. */
export interface Grading {
  readonly rubric: Rubric;
  readonly observations: readonly Observation[];
}

export function studentGrade(student: string, { rubric, observations }: Grading): StudentGrade {
  const { points, criteria, problem } = gradeOf(student, rubric, observations);
  return { points, criteria: criteria.map((one) => one.points), lost: lostIn(criteria), problem };
}

function lostIn(criteria: Grade["criteria"]): LostPoints[] {
  return criteria
    .filter(({ points, of }) => points < of)
    .map(({ title, of, evidence }) => ({
      criterion: title,
      points: of,
      reasons: evidence
        .filter(({ met }) => !met)
        .map(({ expected, found, where }) => ({ expected, found, where })),
    }));
}
