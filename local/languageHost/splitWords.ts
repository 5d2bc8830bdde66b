/**
 * Splits a text into words as a shell does: at white space, with quotes and backslashes.
 *
 * @throws when a quote isn't closed.
 */
export function splitWords(text: string): string[] {
  const pieces = /\s+|"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|([^\s"'\\]+)|["'\\]/gsy;
  const words: string[] = [];
  let word: string | undefined;
  for (const [whole, double, single, escaped, bare] of text.matchAll(pieces)) {
    if (/^\s/.test(whole)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const piece = double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? bare;
    if (piece === undefined) throw new Error(`expected a closing ${whole} in ${text}`);
    word = (word ?? "") + piece;
  }
  return word === undefined ? words : [...words, word];
}
