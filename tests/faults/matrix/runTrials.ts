import type { FunctionEnvironment } from "../lab/environment";
import type { FaultLab } from "../lab/faultLab";
import { kindsOf, places, type CallPlace, type FaultKind } from "./faultKinds";
import { tryFault, type Duration, type Trial } from "./trial";

/** A trial that is to be made. */
export interface PlannedTrial {
  readonly place: CallPlace;
  readonly kind: FaultKind;
  readonly duration: Duration;
}

/** Trials that run at once: they mostly wait for the SDK's and the function's pauses. */
const concurrency = 16;

/** Every way to fail of every call, for one request and for good. */
export function allTrials(): PlannedTrial[] {
  return Object.values(places).flatMap((place) =>
    kindsOf(place).flatMap((kind) =>
      (["once", "always"] as const).map((duration) => ({ place, kind, duration })),
    ),
  );
}

/** Makes the trials, in any order; the result has theirs. */
export async function runTrials(
  lab: FaultLab,
  environment: FunctionEnvironment,
  planned: readonly PlannedTrial[],
  progress: (done: number) => void = () => undefined,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let index = next++; index < planned.length; index = next++) {
      const { place, kind, duration } = planned[index] as PlannedTrial;
      trials[index] = await tryFault(lab, environment, place, kind, duration);
      progress(++done);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return trials;
}
