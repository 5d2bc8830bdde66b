import { run, type RunOptions } from "@config-remediation-lab/local/support/processes";

/** Runs a command to its end. @returns what it printed @throws when it fails, with all it printed */
export async function output(name: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await run(name, args, options);
  if (code === 0) return stdout;
  throw new Error(`${name} ${args.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
}
