import { join } from "node:path";
import type { Backend } from "../backend";
import { classesFolder, readRecord, type LabClass } from "../labs";
import { withProblems, type Target } from "./targets";

/** Stacks whose state is read at a time. */
const atOnce = 4;

/**
 * The stacks of classes that have expired: all that the backend has, from whatever machine they were made.
 *
 * @param today `2026-01-31`
 * @param labClass whose roster says which credentials its students need; without it they are those of the record that this
 *   machine keeps of a stack, else the environment's
 */
export async function expiredTargets(
  backend: Backend,
  today: string,
  labClass?: LabClass,
): Promise<Target[]> {
  const queue = [...(await backend.stacks()).values()].filter(({ resources }) => resources > 0);
  const found: Target[] = [];
  const worker = async (): Promise<void> => {
    for (let listed = queue.shift(); listed !== undefined; listed = queue.shift()) {
      const stack = await backend.classStack(listed.name);
      if (stack?.expires === undefined || stack.expires >= today) continue;
      if (labClass !== undefined && stack.class !== labClass.name) continue;
      // `class account up` keeps its stacks elsewhere; what isn't found there comes from the backend.
      const workDir = join(classesFolder(), stack.class, "students", listed.name);
      const record = await readRecord(workDir);
      const lab = labClass?.labs.find(({ student }) => student.stack === listed?.name);
      const region = lab?.region ?? record?.region ?? stack.region;
      if (region === undefined) continue;
      found.push({
        stack: listed.name,
        class: stack.class,
        region,
        source: lab?.source ?? record?.source ?? {},
        workDir,
        account: record?.account ?? stack.account,
        resources: listed.resources,
        lastUpdate: listed.lastUpdate,
        expires: stack.expires,
        inRoster: true,
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return withProblems(found.sort((one, other) => (one.stack < other.stack ? -1 : 1)));
}
