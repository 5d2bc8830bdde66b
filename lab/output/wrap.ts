/** Where a word that is longer than a line may be broken: after what separates the parts of an ARN, a path or a name. */
const separator = /(?<=[/:_.,-])(?=.)/;

/** A text in lines of at most `width`, broken between words; a longer word after a separator in it, else at the width. */
export function wrapped(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => (line.length <= width ? [line] : filled(line.split(" "), width)));
}

/** The length of the longest word of a text. */
export function longestWord(text: string): number {
  return Math.max(...text.split(/[ \n]/).map((word) => word.length));
}

function filled(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  const add = (part: string, glue: string) => {
    const joined = line === "" ? part : `${line}${glue}${part}`;
    if (joined.length <= width) {
      line = joined;
      return;
    }
    if (line !== "") lines.push(line);
    line = part;
  };
  for (const word of words) {
    const parts = word.length <= width ? [word] : word.split(separator).flatMap((part) => cut(part, width));
    parts.forEach((part, index) => add(part, index === 0 ? " " : ""));
  }
  return [...lines, line];
}

function cut(part: string, width: number): string[] {
  const pieces: string[] = [];
  for (let rest = part; rest !== ""; rest = rest.slice(width)) pieces.push(rest.slice(0, width));
  return pieces;
}
