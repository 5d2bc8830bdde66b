import { AwsError } from "../../service";
import type { Lexer } from "../lexer";

/** AWS's error of a filter pattern that isn't one, with the reason. */
export function invalidPattern(reason: string): AwsError {
  return new AwsError("InvalidParameterException", `Invalid filter pattern: ${reason}`);
}

/** Consumes a word of a pattern. @throws AwsError `InvalidParameterException` where another follows */
export function expectWord(lexer: Lexer, word: string): void {
  if (lexer.takeWord(word) === undefined) throw invalidPattern(`expected '${word}' ${lexer.here()}`);
}
