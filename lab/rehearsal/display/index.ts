import type { Output } from "../../output/style";
import { sparseProgress } from "../../output/progress";
import type { StepResult } from "../result";
import { liveSteps } from "./liveSteps";
import type { RehearsalDisplay } from "./rehearsalDisplay";

export { endAsText } from "./endText";
export type { RehearsalDisplay } from "./rehearsalDisplay";
export { stepAsText } from "./stepText";

/**
 * A list of steps that moves, where progress goes to a terminal; elsewhere lines. What a step shows in the end goes to
 * standard output by `print`.
 */
export function showRehearsal(
  print: (step: StepResult) => void,
  stream: Output = process.stderr,
): RehearsalDisplay {
  if (stream.isTTY === true) return liveSteps(print, stream);
  return {
    progress: sparseProgress(stream),
    planned: () => undefined,
    begins: () => undefined,
    ended: print,
    stop: () => undefined,
  };
}
