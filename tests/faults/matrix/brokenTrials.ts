import type { Trial } from "./trial";
import { broken } from "./verdict";

/** What the trials broke, a line each that names the trial. */
export function brokenTrials(trials: readonly Trial[]): string[] {
  return trials.flatMap((trial) =>
    broken(trial).map(
      (fault) => `${trial.place.name} (${trial.place.call}), ${trial.kind.name}, ${trial.duration}: ${fault}`,
    ),
  );
}
