import type { Lexer } from "../lexer";
import { malformedQuery } from "./malformedQuery";
import type { Fields, Value } from "./record";

export type Filter = (fields: Fields) => boolean;

/**
 * The expression of `filter`: comparisons, `like`, `=~`, `in` and `ispresent()`, joined by `and`, `or` and `not`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html
 */
export function takeFilter(lexer: Lexer): Filter {
  const filters = [takeAll(lexer)];
  while (takeKeyword(lexer, "or")) filters.push(takeAll(lexer));
  return (fields) => filters.some((filter) => filter(fields));
}

function takeAll(lexer: Lexer): Filter {
  const filters = [takeOne(lexer)];
  while (takeKeyword(lexer, "and")) filters.push(takeOne(lexer));
  return (fields) => filters.every((filter) => filter(fields));
}

function takeOne(lexer: Lexer): Filter {
  if (takeKeyword(lexer, "not")) {
    const filter = takeOne(lexer);
    return (fields) => !filter(fields);
  }
  if (lexer.takeWord("(") !== undefined) {
    const inside = takeFilter(lexer);
    if (lexer.takeWord(")") === undefined) throw malformedQuery(`expected ')' ${lexer.here()}`);
    return inside;
  }
  lexer.skipSpace();
  const present = lexer.take(/ispresent\s*\(\s*([^\s()]+)\s*\)/iy);
  if (present !== undefined) return (fields) => isPresent(fields(present));
  const name = takeFieldName(lexer);
  const test = takeTest(lexer);
  return (fields) => test(fields(name));
}

/** What follows a field's name. */
function takeTest(lexer: Lexer): (value: Value) => boolean {
  const not = takeKeyword(lexer, "not");
  const test = takeLikeOrIn(lexer);
  if (test) return not ? (value) => !test(value) : test;
  if (not) throw malformedQuery(`expected 'like' or 'in' ${lexer.here()}`);
  const operator = lexer.takeWord("!=", "<=", ">=", "=", "<", ">");
  if (operator === undefined) throw malformedQuery(`expected an operator ${lexer.here()}`);
  const expected = takeLiteral(lexer);
  const compare = comparisons[operator]!;
  return (value) => isPresent(value) && compare(order(value, expected));
}

function takeLikeOrIn(lexer: Lexer): ((value: Value) => boolean) | undefined {
  if (takeKeyword(lexer, "like") || lexer.takeWord("=~") !== undefined) {
    const regex = takeRegex(lexer);
    if (regex) return (value) => isPresent(value) && regex.test(String(value));
    const text = String(takeLiteral(lexer));
    return (value) => isPresent(value) && String(value).includes(text);
  }
  if (!takeKeyword(lexer, "in")) return undefined;
  if (lexer.takeWord("[") === undefined) throw malformedQuery(`expected '[' ${lexer.here()}`);
  const list: (string | number)[] = [];
  do list.push(takeLiteral(lexer));
  while (lexer.takeWord(",") !== undefined);
  if (lexer.takeWord("]") === undefined) throw malformedQuery(`expected ']' ${lexer.here()}`);
  return (value) => isPresent(value) && list.some((each) => order(value, each) === 0);
}

function takeRegex(lexer: Lexer): RegExp | undefined {
  lexer.skipSpace();
  const source = lexer.take(/\/((?:[^/\\]|\\[^])+)\//y);
  if (source === undefined) return undefined;
  // Flags come first in Insights' syntax: /(?i)error/
  const [, flags = "", rest = ""] = /^(?:\(\?([ims]+)\))?([^]*)$/.exec(source) ?? [];
  try {
    return new RegExp(rest, flags);
  } catch {
    throw malformedQuery(`/${source}/ is not a valid regular expression`);
  }
}

function takeLiteral(lexer: Lexer): string | number {
  lexer.skipSpace();
  const quoted = lexer.take(/"((?:[^"\\]|\\[^])*)"/y) ?? lexer.take(/'((?:[^'\\]|\\[^])*)'/y);
  if (quoted !== undefined) return quoted.replace(/\\(["'\\])/g, "$1");
  const number = lexer.take(/-?\d+(?:\.\d+)?(?![\w.])/y);
  if (number !== undefined) return Number(number);
  throw malformedQuery(`expected a string in quotes or a number ${lexer.here()}`);
}

/** A field's name, e.g. `@message`, `user.name`, or any text between backticks. */
export function takeFieldName(lexer: Lexer): string {
  lexer.skipSpace();
  const name = lexer.take(/`([^`]+)`/y) ?? lexer.take(/@?[A-Za-z_][\w.]*/y);
  if (name === undefined) throw malformedQuery(`expected a field's name ${lexer.here()}`);
  return name;
}

/** Consumes a keyword in any case. */
export function takeKeyword(lexer: Lexer, word: string): boolean {
  lexer.skipSpace();
  return lexer.take(new RegExp(`${word}\\b`, "iy")) !== undefined;
}

/** Negative, zero or positive; NaN where a number is compared with what is none. Also how `sort` orders values. */
export function order(value: NonNullable<Value>, other: NonNullable<Value>): number {
  if (typeof other === "number") return Number(value === "" ? NaN : value) - other;
  const [one, two] = [String(value), String(other)];
  return one < two ? -1 : one > two ? 1 : 0;
}

export function isPresent(value: Value): value is NonNullable<Value> {
  return value !== undefined && value !== null;
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
};
