import { gradeOf, type Grade, type Rubric } from "../grades";
import type { Student } from "../roster";
import { rubricOf } from "./rubrics";
import type { GradeShard } from "./shardResult";

/** The shards' grades as one class's. */
export interface MergedGrades {
  readonly class: string;
  readonly rubric: Rubric;
  readonly grades: readonly Grade[];
}

/**
 * The grades of all shards. With a roster they are in its order, and a student whose grade no shard has is listed without
 * a grade.
 */
export function mergeGrades(shards: readonly GradeShard[], roster?: readonly Student[]): MergedGrades {
  const rubric = rubricOf(shards);
  const grades = shards.flatMap(({ students }) => students);
  const ofStudent = new Map(grades.map((grade) => [grade.student, grade]));
  const missing = (stack: string): Grade => ({
    ...gradeOf(stack, rubric, []),
    problem: "none of the files has the student",
  });
  return {
    class: shards[0]?.class ?? "",
    rubric,
    grades: roster?.map(({ stack }) => ofStudent.get(stack) ?? missing(stack)) ?? grades,
  };
}
