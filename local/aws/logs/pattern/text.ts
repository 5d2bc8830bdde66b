import { invalidPattern } from "./invalidPattern";
import type { Lexer } from "../lexer";

/** Says whether a text has what a term of a pattern describes. */
export type TextTest = (text: string) => boolean;

/** A term between double quotes, without them; undefined where none begins here. */
export function takeQuoted(lexer: Lexer): string | undefined {
  const quoted = lexer.take(/"((?:[^"\\]|\\[^])*)"/y);
  if (quoted !== undefined) return quoted.replace(/\\(["\\])/g, "$1");
  if (lexer.take(/"/y) !== undefined) throw invalidPattern("a term begins with \" and doesn't end with it");
  return undefined;
}

/**
 * A regular expression between percent signs; undefined where none begins here. Groups aren't supported, nor symbols
 * beside those listed in
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 */
export function takeRegex(lexer: Lexer): RegExp | undefined {
  const source = lexer.take(/%((?:[^%\\]|\\[^])*)%/y);
  if (source === undefined) {
    if (lexer.take(/%/y) !== undefined) throw invalidPattern("a term begins with % and doesn't end with it");
    return undefined;
  }
  const unsupported = /[^\w\s:#=@/;,\-^$?[\]{}|*+.]/.exec(source.replace(/\\[ -~]/g, ""))?.[0];
  if (unsupported !== undefined) {
    throw invalidPattern(`'${unsupported}' is not supported in the regular expression %${source}%`);
  }
  try {
    return new RegExp(source);
  } catch {
    throw invalidPattern(`%${source}% is not a valid regular expression`);
  }
}

/** A whole text in which `*` stands for any characters. */
export function wildcard(text: string): TextTest {
  if (!text.includes("*")) return (value) => value === text;
  const parts = text.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join("[^]*")}$`);
  return (value) => expression.test(value);
}
