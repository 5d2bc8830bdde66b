import { invalidPattern } from "./invalidPattern";
import { Lexer } from "../lexer";
import { takeQuoted, takeRegex, type TextTest } from "./text";

/**
 * A pattern of terms: `A B` matches texts that contain both, `?A ?B` one of them, `-A` not A. Terms with `?` are ignored
 * beside others.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html
 */
export function termsPattern(pattern: string): TextTest {
  const lexer = new Lexer(pattern);
  const terms = { all: [] as TextTest[], any: [] as TextTest[], none: [] as TextTest[] };
  while (!lexer.done) {
    const sign = lexer.takeWord("?", "-");
    const list = sign === "?" ? terms.any : sign === "-" ? terms.none : terms.all;
    list.push(takeTerm(lexer));
    if (!lexer.done && lexer.take(/(?<=\s)/y) === undefined) {
      throw invalidPattern(`expected white space ${lexer.here()}`);
    }
  }
  const { all, any, none } = terms;
  if (all.length + none.length === 0) return (text) => any.length === 0 || any.some((test) => test(text));
  return (text) => all.every((test) => test(text)) && !none.some((test) => test(text));
}

function takeTerm(lexer: Lexer): TextTest {
  const regex = takeRegex(lexer);
  if (regex) return (text) => regex.test(text);
  const quoted = takeQuoted(lexer);
  const words = quoted ?? lexer.take(/\S+/y);
  if (words === undefined) throw invalidPattern(`expected a term ${lexer.here()}`);
  // Other characters must be quoted.
  if (quoted === undefined && !/^\w+$/.test(words)) {
    throw invalidPattern(`Invalid character(s) in term '${words}'`);
  }
  return (text) => text.includes(words);
}
