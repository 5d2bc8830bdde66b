import { Command } from "commander";

/** `config-lab rehearse`: plays Tasks 1 to 7 and the clean-up on this machine. */
export function rehearseCommand(): Command {
  return new Command("rehearse")
    .description("play Tasks 1 to 7 and the clean-up on this machine, on the real Pulumi engine")
    .option("--keep", "keep it running before the clean-up, or at a failed step, until Ctrl-C")
    .option("--json", "print the result as JSON")
    .option("--verbose", "print the evidence of every step; on failure also causes and stack traces")
    .option("--report <file>", "write the lab's page before the clean-up; see config-lab report")
    .action(async (options: { keep?: true; json?: true; verbose?: true; report?: string }) => {
      const { rehearse } = await import("../rehearsal/rehearsal");
      process.exitCode = await rehearse(options);
    });
}
