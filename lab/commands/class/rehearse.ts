import { Command, InvalidArgumentError, Option } from "commander";
import type { Quotas } from "@config-remediation-lab/local/aws/quotas";
import { stages, type Stage } from "../../../components/configuration";
import { collectQuota } from "../quotaOption";
import { addRosterOptions, parallelNumber, type ClassCommandOptions } from "./classOptions";

interface RehearseCommandOptions extends ClassCommandOptions {
  readonly stage?: Stage;
  readonly quota?: Partial<Quotas>;
  readonly incidents?: number;
  readonly parallel?: number;
}

/** `config-lab class rehearse`: the whole afternoon on this machine, without an account. */
export function classRehearseCommand(): Command {
  const command = new Command("rehearse").description(
    "play the class's afternoon on this machine, without an account: plan, up, incidents, verify, down",
  );
  addRosterOptions(command)
    .addOption(
      new Option("--stage <name>", "how far the labs are built").choices(stages).default("remediated"),
    )
    .option(
      "--quota <name=number>",
      "a quota that is played: vpcs, gateways, rules or executions; repeatable (default: a new account's)",
      collectQuota,
    )
    .option("--incidents <number>", "how many students cause an incident (default: half of them)", count)
    .option("--parallel <number>", "students at a time (default: the machine's cores)", parallelNumber)
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Students share one account, unless the roster names profiles or roles: each account of theirs is one of its own.
With a new account's quotas a class fails as it would on AWS: --quota vpcs=40 plays an account with a higher one.

Examples:
  $ npx config-lab class rehearse ROSTER.csv
  $ npx config-lab class rehearse ROSTER.csv --quota vpcs=40 --quota gateways=40
`,
    );
  return command.action(async (roster: string, { quota: quotas, ...options }: RehearseCommandOptions) => {
    const { rehearseClass } = await import("../../class/rehearsal");
    process.exitCode = await rehearseClass(roster, { ...options, quotas });
  });
}

function count(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`expected a number from 0 to 999, got "${text}"`);
}
