import type { Output } from "../../output/style";
import { lineProgress, terminalProgress, type Progress } from "./board";

export type { Progress } from "./board";

/** Shows a run on the stream: in place on a terminal, line by line elsewhere. */
export function showProgress(total: number, stream: Output = process.stderr): Progress {
  return stream.isTTY === true ? terminalProgress(total, stream) : lineProgress(total, stream);
}
