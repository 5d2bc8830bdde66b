import { Command } from "commander";
import { portNumber } from "./portNumber";

/** `config-lab doctor`: what this machine has of what AWS on it needs. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("check what AWS on this machine needs, without installing anything")
    .option("--port <number>", "port of the endpoint on 127.0.0.1 (default: a free one)", portNumber, 0)
    .option("--json", "print the checks as JSON")
    .action(async (options: { port: number; json?: true }) => {
      const { runDoctor } = await import("../doctor/runDoctor");
      process.exitCode = await runDoctor(options);
    });
}
