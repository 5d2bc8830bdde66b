import { isObject } from "../../../support/isObject";
import { takeComparison, takeConditions, type Condition } from "./conditions";
import { expectWord, invalidPattern } from "./invalidPattern";
import { Lexer } from "../lexer";
import type { TextTest } from "./text";

/**
 * A pattern of JSON events, e.g. `{ ($.level = "error") && ($.count > 2) }`. An event that isn't JSON as a whole, such as
 * one behind the time and id that Lambda puts before it, doesn't match.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 */
export function jsonPattern(pattern: string): TextTest {
  const lexer = new Lexer(pattern);
  expectWord(lexer, "{");
  const condition = takeConditions(lexer, () => takeOne(lexer));
  expectWord(lexer, "}");
  if (!lexer.done) throw invalidPattern("If a filter pattern starts with '{' it must end with '}'");
  return (text) => {
    const event = parseJson(text);
    return event !== undefined && condition(event);
  };
}

function takeOne(lexer: Lexer): Condition<unknown> {
  const select = takeSelector(lexer);
  lexer.skipSpace();
  const is = lexer.take(/IS\s+(NULL|TRUE|FALSE)\b/iy)?.toUpperCase();
  if (is !== undefined) {
    const expected = is === "NULL" ? null : is === "TRUE";
    return (event) => select(event).includes(expected);
  }
  if (lexer.take(/NOT\s+EXISTS\b/iy) !== undefined) return (event) => select(event).length === 0;
  if (lexer.take(/EXISTS\b/iy) !== undefined) return (event) => select(event).length > 0;
  const compare = takeComparison(lexer, /[^\s"(){}&|=<>!]+/y);
  return (event) => select(event).some((value) => isScalar(value) && compare(value));
}

/** A selector such as `$.a.b[0]`, `$.list[*].name` or `$.['a.b']`. @returns how to find the values it leads to */
function takeSelector(lexer: Lexer): (event: unknown) => readonly unknown[] {
  expectWord(lexer, "$");
  const steps: ((value: unknown) => readonly unknown[])[] = [];
  for (;;) {
    const name = lexer.take(/\.?\['([^']+)'\]/y) ?? lexer.take(/\.([\w@-]+)/y);
    const index = name === undefined ? lexer.take(/\[(\d+|\*)\]/y) : undefined;
    if (name !== undefined) {
      steps.push((value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]] : []));
    } else if (index !== undefined) {
      steps.push((value) => {
        const list: readonly unknown[] = Array.isArray(value) ? value : [];
        return index === "*" ? list : list.slice(Number(index), Number(index) + 1);
      });
    } else {
      break;
    }
  }
  if (steps.length === 0) throw invalidPattern(`expected a property selector after '$' ${lexer.here()}`);
  return (event) => steps.reduce<readonly unknown[]>((values, step) => values.flatMap(step), [event]);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function parseJson(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    // Not JSON: no condition on its properties is met.
    return undefined;
  }
}
