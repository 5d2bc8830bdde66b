import { createInterface } from "node:readline/promises";
import { exitCodes, LabError } from "../../failures";

/** Asks for the class's name. @throws LabError when it isn't typed, or there is no terminal to ask on */
export async function confirm(className: string): Promise<void> {
  if (process.stdin.isTTY !== true) {
    throw new LabError("Nothing was destroyed: there is no terminal to confirm it on.", {
      code: "NotConfirmed",
      exitCode: exitCodes.usage,
      next: "Add --yes.",
    });
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`Type the class's name, ${className}, to destroy all of this: `);
    if (answer.trim() === className) return;
  } finally {
    asking.close();
  }
  throw new LabError("Nothing was destroyed: that isn't the class's name.", {
    code: "NotConfirmed",
    exitCode: exitCodes.usage,
  });
}
