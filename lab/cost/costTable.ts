import type { Table } from "../output/table";
import { costOf } from "./cost";
import { invocation } from "./labRun";
import { prices } from "./prices";
import { usageOf, type LabAccount } from "./usage";

/** A column of the table of costs. */
export interface CostColumn {
  /** @example "own account" */
  readonly title: string;
  readonly account: LabAccount;
}

/** US dollars per student, by what is charged, for each of the accounts. */
export function costTable(columns: readonly CostColumn[]): Table {
  const { item, evaluation } = prices.config;
  const titles = [
    "VPC, subnet, internet gateway, security groups, roles",
    `Configuration items, continuous: ${item} each`,
    `Rule evaluations: ${evaluation[0].price} each, less above ${evaluation[0].upTo.toLocaleString("en")} a month`,
    `Lambda: runs of ${invocation.duration} s at ${invocation.memory * 1024} MB`,
    "S3, SNS mails, CloudWatch Logs",
    "Sum",
  ];
  const cells = columns.map(({ account }) => amounts(account));
  return {
    title: "US dollars per student",
    head: ["what", ...columns.map(({ title }) => title)],
    rows: titles.map((title, row) => [title, ...cells.map((column) => column[row] ?? "")]),
  };
}

/** The cost per student in cents, such as `4` or `27`. */
export function centsPerStudent(account: LabAccount): string {
  return ((100 * costOf(account).total) / account.students).toFixed(0);
}

function amounts(account: LabAccount): string[] {
  const { students } = account;
  const usage = usageOf(account);
  const cost = costOf(account);
  return [
    "0",
    `${count(usage.items / students)}: ${dollars(cost.items / students)}`,
    `${count(usage.evaluations / students)}: ${dollars(cost.evaluations / students)}`,
    `${count(usage.invocations / students)}: ${dollars(cost.lambda / students)}`,
    dollars(cost.rest / students),
    dollars(cost.total / students),
  ];
}

function count(number: number): string {
  return Number(number.toFixed(1)).toLocaleString("en");
}

function dollars(amount: number): string {
  return amount < 0.0005 ? "under 0.001" : amount.toFixed(3);
}
