import { emailExpectation, isEmailAddress } from "../../../components/configuration";
import { accountString } from "./accountString";
import type { Columns } from "./columns";
import type { CsvRecord } from "./csv";
import { shown, type Column, type RosterFault } from "./fault";
import { isRegion, regionExpectation } from "@config-remediation-lab/local/support/regions";
import type { Student } from "./student";

/** A record's student, or everything that is wrong with it. */
export interface ReadStudent {
  readonly student?: Student;
  readonly faults: readonly RosterFault[];
}

const rolePattern = /^arn:aws(?:-cn|-us-gov)?:iam::(\d{12}):role\/[\w+=,.@/-]+$/;

/** @param domain of addresses where the roster has none: `example.edu` */
export function readStudent(record: CsvRecord, columns: Columns, domain: string | undefined): ReadStudent {
  const { line, cells } = record;
  const faults: RosterFault[] = [];
  const fault = (column: Column | undefined, problem: string) => {
    faults.push({ line, column, problem });
  };
  const cell = (column: Column | undefined): string => (column ? (cells[column.index] ?? "") : "");

  const tooMany = cells.slice(columns.width).filter((text) => text !== "").length;
  if (tooMany > 0) {
    fault(undefined, `expected ${columns.width} cells as in the header, got ${columns.width + tooMany}`);
  }
  const name = accountString(cell(columns.account));
  if ("problem" in name) fault(columns.account, name.problem);

  const email = addressOf(cell(columns.email), cell(columns.account), domain);
  if (!isEmailAddress(email)) {
    const problem = addressProblem(email, columns.email !== undefined);
    // An address that would be made of a faulty account string is no second fault.
    const own = columns.email !== undefined && columns.email !== columns.account;
    if (own) fault(columns.email, problem);
    else if (!("problem" in name)) fault(columns.account, problem);
  }

  const { region, profile, roleArn, account, group } = columns.optional;
  if (cell(region) !== "" && !isRegion(cell(region)))
    fault(region, `expected ${regionExpectation}, got ${shown(cell(region))}`);
  if (/^-|\p{Cc}/u.test(cell(profile)))
    fault(profile, `expected the name of a profile, got ${shown(cell(profile))}`);
  const [, roleAccount] = rolePattern.exec(cell(roleArn)) ?? [];
  if (cell(roleArn) !== "" && roleAccount === undefined) {
    const example = '"arn:aws:iam::123456789012:role/Teacher"';
    fault(roleArn, `expected the ARN of a role, such as ${example}, got ${shown(cell(roleArn))}`);
  }
  if (cell(account) !== "" && !/^\d{12}$/.test(cell(account))) {
    fault(
      account,
      `expected the 12 digits of an AWS account, got ${shown(cell(account))}${spreadsheetHint(cell(account))}`,
    );
  } else if (cell(account) !== "" && roleAccount !== undefined && cell(account) !== roleAccount) {
    fault(account, `expected the account of the role, ${roleAccount}, got ${shown(cell(account))}`);
  }
  if ("problem" in name || faults.length > 0) return { faults };
  const optional = (column: Column | undefined): string | undefined => cell(column) || undefined;
  return {
    faults,
    student: {
      itscAccount: name.itscAccount,
      stack: name.stack,
      email,
      region: optional(region),
      profile: optional(profile),
      roleArn: optional(roleArn),
      account: optional(account) ?? roleAccount,
      group: optional(group),
      line,
    },
  };
}

/** The address in its column; else an account string that is an address; else that string at the domain. */
function addressOf(email: string, account: string, domain: string | undefined): string {
  if (email !== "") return email;
  if (account.includes("@")) return account;
  return domain === undefined || account === "" ? "" : `${account}@${domain}`;
}

function addressProblem(email: string, hasColumn: boolean): string {
  if (email !== "") return `expected ${emailExpectation}, got ${shown(email)}`;
  return hasColumn
    ? `expected ${emailExpectation}, got an empty cell`
    : "expected an address, but the roster has no column of them: give --domain or --email-column";
}

/** Spreadsheets take an account's number for a quantity. */
function spreadsheetHint(text: string): string {
  if (/^\d[\d.,]*E\+?\d+$/i.test(text)) return "; the spreadsheet has rounded it: format the column as text";
  if (/^\d{1,11}$/.test(text)) return "; a spreadsheet drops zeros at the start: format the column as text";
  return "";
}
