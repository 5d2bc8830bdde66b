import { type Command, InvalidArgumentError, Option } from "commander";
import { collectQuota } from "../quotaOption";
import { stages, type Stage } from "../../../components/configuration";

/** Options of every command on a class. */
export interface ClassCommandOptions {
  readonly class?: string;
  readonly region?: string;
  readonly domain?: string;
  readonly accountColumn?: string;
  readonly emailColumn?: string;
  readonly only?: string[];
  readonly shard?: { index: number; of: number };
  readonly local?: boolean;
  readonly json?: boolean;
}

/** The roster, and how it is read. @param argument in brackets where it may be left out */
export function addRosterOptions(command: Command, argument = "<roster>"): Command {
  command
    .argument(argument, "the roster, a CSV file; its format is recognised by its header")
    .option("--class <name>", "the class's name (default: the roster's file name)")
    .option("--region <name>", "for students without one in the roster (default: AWS_REGION)");
  return addColumnOptions(command);
}

/** How students are read from a roster's lines. */
export function addColumnOptions(command: Command): Command {
  return command
    .option("--domain <name>", "domain of the addresses, for a roster without addresses", domainName)
    .option("--account-column <header>", "the roster's column with the account strings")
    .option("--email-column <header>", "the roster's column with the addresses");
}

export function addClassOptions(command: Command, argument?: string): Command {
  return addRosterOptions(command, argument)
    .option("--only <students>", "only these students: account strings with commas between them", list)
    .option("--shard <index/count>", "every count-th student, for several machines: 1/3, 2/3 and 3/3", shard)
    .option("--local", "on AWS on this machine, without an account")
    .option("--json", "print the result as JSON");
}

/** Options of the commands that plan stacks. */
export interface PlanCommandOptions extends ClassCommandOptions {
  readonly stage?: Stage;
  readonly config?: Record<string, string>;
  readonly expires?: string;
  readonly quota?: Record<string, number>;
}

export function addPlanOptions(command: Command): Command {
  return addClassOptions(command)
    .addOption(new Option("--stage <name>", "how far the labs are built").choices(stages))
    .option("--config <key=value>", "a configuration key of every stack; repeatable", keyValue)
    .option("--expires <date>", "tag of every resource, such as 2026-12-31 (default: in 14 days)", date)
    .option(
      "--quota <name=number>",
      "a quota of the accounts: vpcs, gateways, rules or executions; repeatable; with --local it is played",
      collectQuota,
    );
}

/** What the commands take of the plan's options. */
export function planOptions(
  { stage, config, quota: quotas, ...options }: PlanCommandOptions,
  namespaced: (key: string) => string,
) {
  const all = { ...config, ...(stage === undefined ? {} : { stage }) };
  return {
    ...options,
    quotas,
    config: Object.fromEntries(Object.entries(all).map(([key, value]) => [namespaced(key), value])),
  };
}

function list(text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.some((name) => name === ""))
    throw new InvalidArgumentError(`expected account strings with commas between them, got "${text}"`);
  return names;
}

export function shard(text: string): { index: number; of: number } {
  const [, index, of] = (/^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text) ?? []).map(Number);
  if (index !== undefined && of !== undefined && index <= of) return { index, of };
  throw new InvalidArgumentError(`expected a shard such as 1/3, got "${text}"`);
}

function domainName(text: string): string {
  if (/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text)) return text;
  throw new InvalidArgumentError(`expected a domain such as example.edu, got "${text}"`);
}

/** Keys that the roster decides. */
const ofStudents = ["itscAccount", "subscriptionEmail"];

function keyValue(text: string, earlier: Record<string, string> = {}): Record<string, string> {
  const [, key = "", value = ""] = /^([\w:-]+)=(.*)$/s.exec(text) ?? [];
  if (key === "") throw new InvalidArgumentError(`expected KEY=VALUE, got "${text}"`);
  if (ofStudents.includes(key))
    throw new InvalidArgumentError(`${key} is each student's own, from the roster`);
  return { ...earlier, [key]: value };
}

export function date(text: string): string {
  const time = new Date(`${text}T00:00:00Z`).getTime();
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time)) return text;
  throw new InvalidArgumentError(`expected a date such as 2026-12-31, got "${text}"`);
}

export function parallelNumber(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`expected a number from 1 to 999, got "${text}"`);
}

/** Options of the commands that give points. @param from what becomes of saved evidence */
export function addGradingOptions(command: Command, from: string): Command {
  return command
    .option(
      "--rubric <file>",
      "what points are given for, a YAML file (default: the handout's tasks, 100 points)",
    )
    .option("--from <file>", `evidence that class verify --save has kept, ${from}; repeatable`, collect);
}

function collect(text: string, earlier: string[] = []): string[] {
  return [...earlier, text];
}
