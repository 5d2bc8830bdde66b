import { Lexer } from "../lexer";
import { isPresent, order, takeFieldName, takeFilter, takeKeyword, type Filter } from "./filterCommand";
import { malformedQuery } from "./malformedQuery";
import { fieldsOf, type Fields, type LogEvent } from "./record";

/** Rows that a query returns without `limit`, and the most that `limit` takes. */
const mostRows = 10_000;

/** A row of results; `@ptr` only where it is a log event. */
export type Row = readonly { readonly field: string; readonly value: string }[];

interface Sort {
  readonly field: string;
  readonly descending: boolean;
}

/** A query of CloudWatch Logs Insights, read. */
export interface Query {
  /** What `fields` or `display` names. */
  shown: string[];
  readonly filters: Filter[];
  sort?: Sort;
  limit: number;
  /** `stats count(*)`. */
  count?: { readonly name: string; readonly by?: string };
}

/**
 * Reads a query of the commands `fields`, `display`, `filter`, `sort`, `limit` and `stats count(*)`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 *
 * @throws AwsError `MalformedQueryException` where it isn't one, or has a command that isn't offered here
 */
export function readQuery(text: string): Query {
  const lexer = new Lexer(text.replace(/^\s*#.*$/gm, ""));
  const query: Query = { shown: [], filters: [], limit: mostRows };
  do {
    const name = takeCommandName(lexer);
    const command = commands[name];
    if (!command) throw malformedQuery(`the command '${name}' is not offered on this machine: ${offered}`);
    command(lexer, query);
  } while (lexer.takeWord("|") !== undefined);
  if (!lexer.done) throw malformedQuery(`expected '|' ${lexer.here()}`);
  return query;
}

function takeCommandName(lexer: Lexer): string {
  lexer.skipSpace();
  const name = lexer.take(/[A-Za-z]+/y);
  if (name === undefined) throw malformedQuery(`expected a command ${lexer.here()}`);
  return name.toLowerCase();
}

const commands: Readonly<Record<string, (lexer: Lexer, query: Query) => void>> = {
  fields: (lexer, query) => query.shown.push(...takeNames(lexer)),
  display: (lexer, query) => (query.shown = takeNames(lexer)),
  filter: (lexer, { filters }) => filters.push(takeFilter(lexer)),
  sort: (lexer, query) => {
    const field = takeFieldName(lexer);
    query.sort = { field, descending: !takeKeyword(lexer, "asc") };
    if (query.sort.descending) takeKeyword(lexer, "desc");
  },
  limit: (lexer, query) => {
    lexer.skipSpace();
    query.limit = Number(lexer.take(/\d+/y));
    if (!(query.limit >= 1 && query.limit <= mostRows)) {
      throw malformedQuery(`'limit' takes a number from 1 to ${mostRows}`);
    }
  },
  stats: (lexer, query) => {
    lexer.skipSpace();
    if (lexer.take(/count\s*\(\s*\*?\s*\)/iy) === undefined) {
      throw malformedQuery(`'stats' takes count(*) on this machine: expected it ${lexer.here()}`);
    }
    const name = takeKeyword(lexer, "as") ? takeFieldName(lexer) : "count(*)";
    query.count = { name, by: takeKeyword(lexer, "by") ? takeFieldName(lexer) : undefined };
  },
};
const offered = `use ${Object.keys(commands).join(", ")}`;

function takeNames(lexer: Lexer): string[] {
  const names: string[] = [];
  do names.push(takeFieldName(lexer));
  while (lexer.takeWord(",") !== undefined);
  return names;
}

export interface Results {
  readonly rows: readonly Row[];
  /** How many events passed the filters. */
  readonly matched: number;
}

/** Runs a query. @param events in any order; without `sort` the results begin with the latest */
export function runQuery(query: Query, events: readonly LogEvent[], accountId: string): Results {
  const matching = events
    .map((event) => fieldsOf(event, accountId))
    .filter((fields) => query.filters.every((filter) => filter(fields)));
  const matched = matching.length;
  const rows = query.count ? counted(matching, query.count) : matching;
  const shown = query.count
    ? [query.count.by, query.count.name].filter((name) => name !== undefined)
    : [...(query.shown.length > 0 ? query.shown : ["@timestamp", "@message"]), "@ptr"];
  const sort = query.sort ?? (query.count ? undefined : { field: "@timestamp", descending: true });
  if (sort) rows.sort((one, other) => compare(one, other, sort));
  return { matched, rows: rows.slice(0, query.limit).map((fields) => row(fields, shown)) };
}

/** One row for each value of the field that it counts by, or one row. */
function counted(matching: readonly Fields[], { name, by }: NonNullable<Query["count"]>): Fields[] {
  const counts = new Map<string | undefined, number>(by === undefined ? [[undefined, 0]] : []);
  for (const fields of matching) {
    const value = by === undefined ? undefined : fields(by);
    const key = isPresent(value) ? String(value) : undefined;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(
    ([key, count]) =>
      (field) =>
        field === name ? count : field === by ? key : undefined,
  );
}

function compare(one: Fields, other: Fields, { field, descending }: Sort): number {
  const [left, right] = [one(field), other(field)];
  // What lacks the field comes last.
  if (!isPresent(left) || !isPresent(right)) return Number(isPresent(right)) - Number(isPresent(left));
  return descending ? -order(left, right) : order(left, right);
}

function row(fields: Fields, names: readonly string[]): Row {
  return names.flatMap((field) => {
    const value = fields(field);
    return isPresent(value) ? [{ field, value: String(value) }] : [];
  });
}
