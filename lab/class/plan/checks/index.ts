import { explain } from "../../../failures";
import { clientsWith } from "../../credentials";
import { stacksOf, type Obstacle, type Place } from "../classPlan";
import { checkNames } from "./names";
import { checkQuotas } from "./quotas";
import { checkRecorder } from "./recorders";

export { checkConfigurations } from "./configuration";
export { checkStacks } from "./stacks";

/** What stands in the way in one account and region, and what couldn't be looked up. Changes nothing. */
export async function checkPlace(
  place: Place,
  given: Readonly<Record<string, number>>,
): Promise<{ readonly obstacles: Obstacle[]; readonly notes: string[] }> {
  const [first] = place.labs;
  if (first === undefined) return { obstacles: [], notes: [] };
  const clients = await clientsWith(first.source, place.region);
  const noNotes = (found: Obstacle[]) => ({ obstacles: found, notes: [] });
  const looks: [what: string, look: Promise<{ obstacles: Obstacle[]; notes: string[] }>][] = [
    ["the recorder", checkRecorder(place, clients).then(noNotes)],
    ["the quotas", checkQuotas(place, clients, given)],
    ["names that are taken", checkNames(place, clients).then(noNotes)],
  ];
  const obstacles: Obstacle[] = [];
  const notes: string[] = [];
  try {
    for (const [what, look] of looks) {
      await look.then(
        (found) => {
          obstacles.push(...found.obstacles);
          notes.push(...found.notes);
        },
        // Deploying needs other permissions than looking: a teacher's role may lack these.
        (error: unknown) => {
          notes.push(
            `account ${place.account}, ${place.region}: ${what} couldn't be looked up for ${stacksOf(place.labs).length} students: ${explain(error).message}`,
          );
        },
      );
    }
  } finally {
    clients.destroy();
  }
  return { obstacles, notes };
}
