import type { Column } from "./fault";
import { formatOf, formats, optionalColumns, type RosterFormat } from "./formats";

export interface ColumnOptions {
  /** Header of the column with the account strings. @default by the format */
  readonly accountColumn?: string;
  /** Header of the column with the addresses. @default by the format */
  readonly emailColumn?: string;
}

/** Where the values of a student are in a roster. */
export interface Columns {
  readonly format: string;
  readonly account: Column;
  /** Undefined where the roster has no addresses. */
  readonly email?: Column;
  readonly optional: Readonly<Partial<Record<(typeof optionalColumns)[number], Column>>>;
  readonly skip: NonNullable<RosterFormat["skip"]>;
  /** Number of columns in the header. */
  readonly width: number;
  /** By header; case doesn't count. */
  find(header: string): Column | undefined;
}

/** The columns of a header, or what is wrong with it. */
export function columnsOf(
  cells: readonly string[],
  { accountColumn, emailColumn }: ColumnOptions,
): Columns | { readonly problems: readonly string[] } {
  const all = cells.map((header, index): Column => ({ header, index }));
  const find = (header: string): Column | undefined =>
    all.find((column) => column.header.toLowerCase() === header.toLowerCase());
  const first = (headers: readonly string[]): Column | undefined => headers.map(find).find(Boolean);

  const format = formatOf((header) => find(header) !== undefined);
  const named = [accountColumn, emailColumn].filter((name) => name !== undefined);
  const problems = [
    ...named
      .filter((name) => find(name) === undefined)
      .map((name) => `expected a column "${name}", as the option names it, got ${listed(cells)}`),
    ...repeated(cells, [...(format?.account ?? []), ...(format?.email ?? []), ...optionalColumns, ...named]),
  ];
  const email = emailColumn === undefined ? first(format?.email ?? []) : find(emailColumn);
  const account = accountColumn === undefined ? (first(format?.account ?? []) ?? email) : find(accountColumn);
  if (account === undefined && named.length === 0) problems.push(unrecognised(cells));
  if (account === undefined || problems.length > 0) return { problems };
  return {
    format: format?.name ?? "columns named by options",
    account,
    email,
    optional: Object.fromEntries(
      optionalColumns.flatMap((name) => (find(name) ? [[name, find(name)] as const] : [])),
    ),
    skip: format?.skip ?? (() => undefined),
    width: lastNamed(cells) + 1,
    find,
  };
}

/** A column that is used must be there once. */
function repeated(cells: readonly string[], used: readonly string[]): string[] {
  const names = new Set(used.map((name) => name.toLowerCase()));
  return [...names]
    .map((name) => cells.filter((cell) => cell.toLowerCase() === name))
    .filter((same) => same.length > 1)
    .map((same) => `expected one column "${same[0]}", got ${same.length}`);
}

function unrecognised(cells: readonly string[]): string {
  const known = formats.map(
    ({ name, header }) => `${name} (${header.map((names) => names.join(" or ")).join(", ")})`,
  );
  return `expected the header of a known roster, got ${listed(cells)}; known are ${known.join("; ")}; or name a column with --account-column or --email-column`;
}

function listed(cells: readonly string[]): string {
  return cells.map((cell) => JSON.stringify(cell)).join(", ");
}

/** Spreadsheets write empty headers behind the last column. */
function lastNamed(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== "");
}
