import { exitCodes, explain } from "../failures";
import { printJson, progress as say } from "../output/print";
import { Backend } from "./backend";
import { loadClass, type ClassOptions } from "./labs";
import { outputsOf } from "./look";
import { studentPolicy } from "./studentPolicy";

/** Runs `config-lab class student-policy`. @returns the exit code: 1 when a student's lab isn't up */
export async function runStudentPolicy(path: string, options: ClassOptions): Promise<number> {
  const { selected } = await loadClass(path, options);
  const stacks = await (await Backend.open()).stacks();
  const policies: [student: string, policy: object][] = [];
  for (const lab of selected) {
    const { stack } = lab.student;
    try {
      const outputs = await outputsOf(lab, stacks.get(stack)?.lastUpdate);
      policies.push([stack, studentPolicy(outputs)]);
      if (outputs.ruleArn === undefined)
        say(
          `Note: the stack ${stack} has no rule at stage ${outputs.stage}, so the policy allows no look at its results.`,
        );
    } catch (error) {
      say(`${stack} has no policy: ${explain(error).message}`);
    }
  }
  const [first] = policies;
  if (selected.length === 1 && first !== undefined) printJson(first[1]);
  else if (first !== undefined) printJson(Object.fromEntries(policies));
  return policies.length === selected.length ? exitCodes.ok : exitCodes.checkFailed;
}
