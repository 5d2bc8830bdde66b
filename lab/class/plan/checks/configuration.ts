import { stacksOf, type Obstacle, type PlannedLab } from "../classPlan";
import { configFaults } from "../stackConfig";

/** Configurations that the program would refuse; a fault that all have is one obstacle. */
export function checkConfigurations(labs: readonly PlannedLab[]): Obstacle[] {
  const byFault = new Map<string, PlannedLab[]>();
  for (const lab of labs) {
    for (const fault of configFaults(lab.config, lab.student.stack))
      byFault.set(fault, [...(byFault.get(fault) ?? []), lab]);
  }
  return [...byFault].map(([problem, having]) => ({
    students: stacksOf(having),
    problem,
    next: "Correct it with --config KEY=VALUE, or in the roster.",
  }));
}
