/** An output that keeps what is written to it: a terminal of so many columns, or none. */
export function stream(columns?: number) {
  const output = {
    text: "",
    columns,
    isTTY: columns !== undefined,
    write: (text: string) => (output.text += text),
  };
  return output;
}

/** The lines that a terminal shows in the end: moves up and clears as the progress asks for. */
export function screen(text: string): string[] {
  const lines: string[] = [""];
  for (const [, up, plain = ""] of text.matchAll(/\u001B\[(\d+)A\u001B\[J|([^\u001B]+)/g)) {
    if (up !== undefined) lines.splice(lines.length - 1 - Number(up), Infinity, "");
    for (const [index, part] of plain.split("\n").entries()) {
      if (index > 0) lines.push("");
      lines[lines.length - 1] += part;
    }
  }
  return lines;
}
