import type { Grade, Rubric } from "../grades";
import type { GradeShard, ShardResult } from "./shardResult";

/** The rubric that grades were given by, as far as they show it: without grades, its title. */
export function rubricOf(shards: readonly GradeShard[]): Rubric {
  const [first] = shards.flatMap(({ students }) => students);
  return { title: shards[0]?.rubric ?? "", criteria: first === undefined ? [] : criteriaOf(first) };
}

function criteriaOf({ criteria }: Grade): Rubric["criteria"] {
  return criteria.map(({ title, of, evidence }) => ({
    title,
    points: of,
    evidence: evidence.map(({ subject }) => subject),
  }));
}

/** Grades of another rubric than the first file's, or of other criteria than the first grade's. */
export function rubricDifferences(results: readonly ShardResult[]): string[] {
  const shards = results.filter((one) => one.kind === "grades");
  const [first] = shards;
  const graded = shards.flatMap(({ file, students }) => students.map((grade) => ({ file, grade })));
  const [model] = graded;
  return [
    ...shards
      .filter((one) => one.rubric !== first?.rubric)
      .map(
        ({ file, rubric }) =>
          `${file}: expected the rubric ${first?.rubric} as in ${first?.file}, got ${rubric}`,
      ),
    ...graded.flatMap(({ file, grade }) => {
      const difference =
        model === undefined ? undefined : differenceOf(criteriaOf(model.grade), criteriaOf(grade));
      return difference === undefined
        ? []
        : [
            `${file}: ${grade.student}: expected ${difference.expected} as in ${model?.file}, got ${difference.got}`,
          ];
    }),
  ];
}

interface Difference {
  readonly expected: string;
  readonly got: string;
}

/** The first criterion that differs. */
function differenceOf(expected: Rubric["criteria"], got: Rubric["criteria"]): Difference | undefined {
  if (expected.length !== got.length)
    return { expected: `${expected.length} criteria`, got: `${got.length}` };
  const [inModel, inOther] = [expected, got].map((criteria) => criteria.map(inWords)) as [string[], string[]];
  const at = inModel.findIndex((words, index) => words !== inOther[index]);
  return at < 0 ? undefined : { expected: `criterion ${at + 1}, ${inModel[at]},`, got: inOther[at] ?? "" };
}

/** Such as `"The rule" (10 points for rule, compliance)`. */
function inWords({ title, points, evidence }: Rubric["criteria"][number]): string {
  return `"${title}" (${points} points for ${evidence.join(", ")})`;
}
