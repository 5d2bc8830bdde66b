import { takeComparison, takeConditions, type Condition } from "./conditions";
import { expectWord, invalidPattern } from "./invalidPattern";
import { Lexer } from "../lexer";
import type { TextTest } from "./text";

/** Stands for any number of fields that have no name. */
const ellipsis = Symbol("...");
type Field = typeof ellipsis | Condition<string>;

/**
 * A pattern of space-delimited events, e.g. `[time, id, level = ERROR, ...]`: as many fields as the event has, each with
 * a name and perhaps a condition; `...` stands for any number of fields.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-space-delimited-log-events.html
 */
export function fieldsPattern(pattern: string): TextTest {
  const lexer = new Lexer(pattern);
  expectWord(lexer, "[");
  const fields: Field[] = [];
  do {
    fields.push(lexer.takeWord("...") === undefined ? takeField(lexer) : ellipsis);
  } while (lexer.takeWord(",") !== undefined);
  expectWord(lexer, "]");
  if (!lexer.done) throw invalidPattern("If a filter pattern starts with '[' it must end with ']'");
  const at = fields.indexOf(ellipsis);
  if (at !== fields.lastIndexOf(ellipsis)) throw invalidPattern("'...' is allowed once");
  return (text) => {
    const values = split(text);
    const gap = at < 0 ? 0 : values.length - (fields.length - 1);
    if (gap < 0 || (at < 0 && values.length !== fields.length)) return false;
    return fields.every((field, index) => {
      if (field === ellipsis) return true;
      return field(values[at >= 0 && index > at ? index + gap - 1 : index] ?? "");
    });
  };
}

/** A field by name, or by name with conditions that name it again: `status = 4* || status = 5*`. */
function takeField(lexer: Lexer): Condition<string> {
  let only: string | undefined;
  return takeConditions<string>(lexer, () => {
    lexer.skipSpace();
    const name = lexer.take(/[\w$-]+/y);
    if (name === undefined) throw invalidPattern(`expected a field's name ${lexer.here()}`);
    if (name !== (only ??= name)) throw invalidPattern(`the conditions of '${only}' name '${name}' too`);
    lexer.skipSpace();
    return lexer.take(/(?=[,\])]|&&|\|\||$)/y) === undefined
      ? takeComparison(lexer, /[^\s"(),\]&|=<>!]+/y)
      : () => true;
  });
}

/** The fields of an event; what is between quotes or brackets is one. */
function split(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|\[([^\]]*)\]|(\S+)/g)].map(
    ([, quoted, bracketed, word]) => quoted ?? bracketed ?? word ?? "",
  );
}
