import type { Backend } from "../../backend";
import { stacksOf, type Obstacle, type PlannedLab } from "../classPlan";

/** Stacks of these names that hold something of AWS and that the class hasn't made. */
export async function checkStacks(
  className: string,
  labs: readonly PlannedLab[],
  known: (lab: PlannedLab) => boolean,
  backend: Backend,
): Promise<Obstacle[]> {
  const obstacles: Obstacle[] = [];
  for (const lab of labs.filter((one) => one.resources > 0 && !known(one))) {
    const { class: owner, holdsNothing } = await backend.ownerOf(lab.student.stack);
    // Without an owner as a run leaves it that was killed at its beginning: tags are first in the provider's state.
    if (owner === className || (owner === undefined && holdsNothing)) continue;
    obstacles.push({
      students: stacksOf([lab]),
      problem:
        owner === undefined
          ? `the stack ${lab.student.stack} exists, and wasn't made by a class`
          : `the stack ${lab.student.stack} exists, and belongs to the class ${owner}`,
      next: "Destroy it first (pulumi destroy), or log in to another backend for this class.",
    });
  }
  return obstacles;
}
