import { Command, InvalidArgumentError } from "commander";
import { isRegion, regionExpectation } from "@config-remediation-lab/local/support/regions";
import type { Quotas } from "@config-remediation-lab/local/aws/quotas";
import { progress } from "../output/print";
import { portNumber } from "./portNumber";
import { collectQuota } from "./quotaOption";

interface LocalOptions {
  readonly port: number;
  readonly region: string;
  readonly keep?: true;
  readonly faults?: string;
  readonly shell?: true;
  readonly quota?: Partial<Quotas>;
}

const examples = `
In the session, config-lab is on PATH in any folder. Type npx config-lab only inside the clone: elsewhere npx would
run a package of that name from the registry, with the environment's credentials.

Examples:
  $ npx config-lab local                                  start it; prints the file to source in another terminal
  $ npx config-lab local --shell                          your shell in it; exit ends it
  $ npx config-lab local -- pulumi preview                run one command in it; its exit code is passed on
  $ npx config-lab local --faults faults.yaml --shell     AWS with the faults that the file describes
  $ npx config-lab local -- bash -c 'pulumi stack init dev && pulumi up --yes && config-lab verify'
`;

/** `config-lab local`: AWS on this machine, until Ctrl-C or for one command. */
export function localCommand(): Command {
  return (
    new Command("local")
      .description("AWS on this machine: start it, or run one command in it")
      .argument("[command...]", "command to run in it; without one AWS stays until Ctrl-C")
      .option("--port <number>", "port of the endpoint on 127.0.0.1 (default: a free one)", portNumber, 0)
      .option("--region <name>", "region that is played", regionName, "us-east-1")
      .option("--shell", "run your shell ($SHELL) in it")
      .option(
        "--quota <name=number>",
        "quota of the account: vpcs, gateways, rules or executions; repeatable (default: a new account's)",
        collectQuota,
      )
      .option("--faults <file>", "faults of AWS to play: errors, throttling, lost answers (docs/faults.md)")
      .option("--keep", "keep the folder with logs, mails and Pulumi's state afterwards")
      .addHelpText("after", examples)
      // The command's options are its own, also without -- before it.
      .passThroughOptions()
      .action(runLocal)
  );
}

function regionName(text: string): string {
  if (isRegion(text)) return text;
  throw new InvalidArgumentError(`Expected ${regionExpectation}.`);
}

async function runLocal(
  given: readonly string[],
  { shell, keep, quota: quotas, faults, ...options }: LocalOptions,
  self: Command,
): Promise<void> {
  if (shell && given.length > 0) {
    self.error("--shell takes no command: give one of the two.");
  }
  const command = shell ? [process.env.SHELL || "/bin/sh"] : given;
  // Loaded only now: the session brings the endpoint and parts of the AWS SDK along, which help doesn't need.
  const { readFaultPlan } = await import("@config-remediation-lab/local/aws/faults");
  const plan = faults === undefined ? undefined : readFaultPlan(faults);
  const { inSession, runIn, stay } = await import("../localSession");
  process.exitCode = await inSession({ ...options, quotas, keep, faults: plan }, (session, interrupts) => {
    if (shell) progress("In this shell pulumi, aws and config-lab use AWS on this machine. exit ends it.");
    return command.length > 0 ? runIn(session, command, interrupts) : stay(session, interrupts);
  });
}
