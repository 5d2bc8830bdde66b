import { markup, Markup } from "../report";

/** Of a character of the monospaced font. CSS pixels. */
const cell = { width: 8.4, height: 20, font: 14 };
const margin = { left: 20, top: 52, bottom: 20 };

/** Parts of a line by what they mean; the first that matches. A part is a group, the rest is plain. */
const meanings: readonly [pattern: RegExp, className: string][] = [
  [/^\$ .*$/, "typed"],
  [/^✓/, "ok"],
  [/^✗/, "bad"],
  [/^The incident on .*$/, "heading"],
  [/^The lab works: .*$/, "ok"],
  [/^ {2}[A-Z][a-z]+(?= )/, "label"],
  [/^ {2}\d\d:\d\d:\d\d\.\d{3} {2}\w+/, "label"],
];

/**
 * What a command printed, as a picture of a terminal. Each line has the length that its characters take, whatever
 * monospaced font the reader has.
 */
export function terminalSvg(command: string, output: string): string {
  const lines = [`$ ${command}`, ...output.trimEnd().split("\n")];
  const columns = Math.max(...lines.map((line) => line.length), 80);
  const width = Math.ceil(columns * cell.width) + 2 * margin.left;
  const height = margin.top + lines.length * cell.height + margin.bottom;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Output of ${command}">
<style>${new Markup(style)}</style>
<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>
<circle cx="24" cy="22" r="6" fill="#ff5f57"/><circle cx="44" cy="22" r="6" fill="#febc2e"/><circle cx="64" cy="22" r="6" fill="#28c840"/>
${lines.map(lineOf)}</svg>
`.text;
}

const style = `
text { font: ${cell.font}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d6deeb; white-space: pre }
.typed, .heading { font-weight: bold; fill: #ffffff }
.ok { fill: #7ee787 }
.bad { fill: #ff7b72 }
.label { fill: #79c0ff }
`;

function lineOf(line: string, index: number): Markup {
  const text = line.trimStart();
  if (text === "") return new Markup("");
  const x = margin.left + (line.length - text.length) * cell.width;
  const y = margin.top + (index + 0.5) * cell.height;
  const length = (text.length * cell.width).toFixed(1);
  const [pattern, name] = meanings.find(([each]) => each.test(line)) ?? [];
  const marked = pattern === undefined ? "" : (pattern.exec(line)?.[0] ?? "").trimStart();
  const first = marked !== "" && markup`<tspan class="${name ?? ""}">${marked}</tspan>`;
  return markup`<text x="${x.toFixed(1)}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs">${first}${text.slice(marked.length)}</text>
`;
}
