import { join } from "node:path";
import { limitMemory } from "../../engine/limitMemory";
import type { StackEvent, StackRequest } from "./messages";
import { operate } from "./operate";

// Pulumi resolves the modules of the serialised function from the working directory.
process.chdir(join(__dirname, "..", "..", ".."));
limitMemory();

const cancelling = new AbortController();
// Without its parent nobody learns what becomes of the stack: the engine finishes what is in progress, and no more.
process.once("disconnect", () => cancelling.abort());

process.on("message", (request: StackRequest) => {
  if (request.kind === "cancel") cancelling.abort();
  else void run(request);
});

async function run({ job }: Extract<StackRequest, { kind: "start" }>): Promise<void> {
  await send(await operate(job, cancelling.signal, (event) => void send(event)));
  // An open connection to the engine may keep the process alive.
  process.exit();
}

/** Resolves once the parent has the message, or is gone. */
async function send(event: StackEvent): Promise<void> {
  if (process.connected) await new Promise<void>((resolve) => process.send?.(event, () => resolve()));
}
