/** What the points of a lab are given for. `rubric.schema.json` describes the file. */
export interface Rubric {
  /** Name of the assignment. */
  readonly title: string;
  readonly criteria: readonly Criterion[];
}

export interface Criterion {
  /** What the student has done. */
  readonly title: string;
  /** Given if every check of the evidence is met, else none. */
  readonly points: number;
  /** Subjects of examinations. */
  readonly evidence: readonly string[];
}

/** The points of a rubric. */
export function maximum({ criteria }: { readonly criteria: readonly { readonly points: number }[] }): number {
  return rounded(criteria.reduce((sum, { points }) => sum + points, 0));
}

/** Points with two decimals at most, as gradebooks show them. */
export function rounded(points: number): number {
  return Number(points.toFixed(2));
}
