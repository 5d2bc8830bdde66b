import { createInterface } from "node:readline/promises";
import { exitCodes, LabError } from "./failures";

/** What is asked before something is changed. */
export interface Confirmation {
  /** @example "Type the class's name, math, to destroy all of this: " */
  readonly question: string;
  readonly accepts: (answer: string) => boolean;
  /** @example "Nothing was destroyed" */
  readonly otherwise: string;
  /** Why another answer isn't accepted. @default none */
  readonly reason?: string;
}

/** Asks on the terminal. @throws LabError when the answer isn't accepted, or there is no terminal to ask on */
export async function confirm({ question, accepts, otherwise, reason }: Confirmation): Promise<void> {
  const failure = { code: "NotConfirmed", exitCode: exitCodes.usage } as const;
  if (process.stdin.isTTY !== true) {
    throw new LabError(`${otherwise}: there is no terminal to confirm it on.`, {
      ...failure,
      next: "Add --yes.",
    });
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    if (accepts((await asking.question(question)).trim())) return;
  } finally {
    asking.close();
  }
  throw new LabError(`${otherwise}${reason === undefined ? "" : `: ${reason}`}.`, failure);
}
