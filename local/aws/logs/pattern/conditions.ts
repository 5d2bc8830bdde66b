import { expectWord, invalidPattern } from "./invalidPattern";
import type { Lexer } from "../lexer";
import { takeQuoted, takeRegex, wildcard, type TextTest } from "./text";

/** Says whether an event's fields meet a condition. */
export type Condition<Event> = (event: Event) => boolean;

/** Conditions joined by `&&`, which binds closer, and `||`, grouped by parentheses. */
export function takeConditions<Event>(lexer: Lexer, takeOne: () => Condition<Event>): Condition<Event> {
  const all = (): Condition<Event> => {
    const conditions = [single()];
    while (lexer.takeWord("&&") !== undefined) conditions.push(single());
    return (event) => conditions.every((condition) => condition(event));
  };
  const any = (): Condition<Event> => {
    const conditions = [all()];
    while (lexer.takeWord("||") !== undefined) conditions.push(all());
    return (event) => conditions.some((condition) => condition(event));
  };
  const single = (): Condition<Event> => {
    if (lexer.takeWord("(") === undefined) return takeOne();
    const inside = any();
    expectWord(lexer, ")");
    return inside;
  };
  return any();
}

/** A comparison's operator and operand, e.g. `!= 4*`. @param bare what a value without quotes consists of */
export function takeComparison(lexer: Lexer, bare: RegExp): Condition<string | number | boolean> {
  const operator = lexer.takeWord("!=", "<=", ">=", "=", "<", ">");
  if (operator === undefined) throw invalidPattern(`expected an operator ${lexer.here()}`);
  lexer.skipSpace();
  const matches = takeOperand(lexer, operator, bare);
  return operator === "!=" ? (value) => !matches(value) : matches;
}

function takeOperand(lexer: Lexer, operator: string, bare: RegExp): Condition<string | number | boolean> {
  const regex = takeRegex(lexer);
  const quoted = regex ? undefined : takeQuoted(lexer);
  const text = quoted ?? (regex ? "" : lexer.take(bare));
  if (text === undefined) throw invalidPattern(`expected a value ${lexer.here()}`);
  const number = text === "" || quoted !== undefined ? NaN : Number(text);
  if (operator === "=" || operator === "!=") {
    const test: TextTest = regex ? (value) => regex.test(value) : wildcard(text);
    return (value) => (typeof value === "number" && !isNaN(number) ? value === number : test(String(value)));
  }
  if (isNaN(number)) throw invalidPattern(`'${operator}' takes a number`);
  const compare = comparisons[operator]!;
  return (value) => {
    const left = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
    return typeof value !== "boolean" && compare(left, number);
  };
}

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  "<": (left, right) => left < right,
  ">": (left, right) => left > right,
  "<=": (left, right) => left <= right,
  ">=": (left, right) => left >= right,
};
