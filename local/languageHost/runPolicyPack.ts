import { RunPluginResponse, type RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { PolicyPackProcess } from "./policyPackProcess";
import { PolicyProxy } from "./policyProxy";

/**
 * Runs a policy pack: sends the port of a proxy, which starts the pack once the stack's configuration is known, then what
 * the pack prints, and its exit code.
 */
export async function runPolicyPack(
  request: RunPluginRequest,
  environment: NodeJS.ProcessEnv,
  send: (response: RunPluginResponse) => void,
  signal: AbortSignal,
): Promise<void> {
  const pack = new PolicyPackProcess(request, environment, send, signal);
  const proxy = new PolicyProxy((stack) => pack.start(stack));
  try {
    send(new RunPluginResponse().setStdout(Buffer.from(`${await proxy.listen()}\n`)));
    const code = await Promise.race([pack.ended, aborted(signal)]);
    send(new RunPluginResponse().setExitcode(code));
  } finally {
    await proxy.close();
  }
}

/** The engine ends a pack that it never configured by the call that started it. */
async function aborted(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("cancelled")), { once: true });
  });
}
