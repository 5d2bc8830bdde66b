import type { PropertyChange, ResourceChange } from "./changes";
import { refusalOf, shortened, titleOf, type PreviewResult } from "./result";

/** Characters of a value in the table, and lines of the diff. GitHub shows summaries up to 1 MiB. */
const longest = 60;
const diffLines = 400;

/** The result as a summary of a job on GitHub: a table of what changes, and a diff with everything. */
export function resultAsMarkdown(result: PreviewResult): string {
  const { changes, violations, notes } = result;
  const refusal = refusalOf(result);
  return [
    `### ${escaped(titleOf(result))}`,
    ...(refusal ? [`**${refusal}**`] : []),
    ...notes.map((note) => `_${escaped(note)}_`),
    ...(violations.length > 0
      ? [table(["policy", "resource", "violation"], violations.map(violationRow))]
      : []),
    ...(changes.length > 0
      ? [table(["change", "resource", "property", "before", "after"], changes.flatMap(changeRows))]
      : []),
    ...(changes.length > 0 ? [`\`\`\`diff\n${cut(changes.flatMap(diffOf)).join("\n")}\n\`\`\``] : []),
    "",
  ].join("\n\n");
}

function violationRow({ policy, resource = "the stack", message }: PreviewResult["violations"][number]) {
  return [code(policy), escaped(resource), escaped(message)];
}

function changeRows({ operation, resource, properties }: ResourceChange): string[][] {
  const first = [operation, escaped(resource)];
  if (operation === "create" || operation === "delete" || properties.length === 0)
    return [[...first, "", "", ""]];
  return properties.map(({ property, before, after, replaces }, index) => [
    ...(index === 0 ? first : ["", ""]),
    `${code(property)}${replaces ? " (replaces)" : ""}`,
    code(shortened(before, longest)),
    code(shortened(after, longest)),
  ]);
}

const signs = { create: "+", update: "!", replace: "!", delete: "-" } as const;

function diffOf({ operation, resource, properties }: ResourceChange): string[] {
  return [`${signs[operation]} ${operation} ${resource}`, ...properties.flatMap(diffOfProperty)];
}

function diffOfProperty({ property, before, after }: PropertyChange): string[] {
  const line = (sign: string, value: string) =>
    value === "(none)" ? [] : [`${sign}   ${property}: ${shortened(value, 200)}`];
  return [...line("-", before), ...line("+", after)];
}

function cut(lines: readonly string[]): string[] {
  if (lines.length <= diffLines) return [...lines];
  return [
    ...lines.slice(0, diffLines),
    `# ${lines.length - diffLines} more lines: npx config-lab preview --json`,
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** As code, in which nothing is markup; a backtick would end it, and a bar would end the cell. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|").replaceAll(/\s+/g, " ")}\``;
}

/** Without markup of Markdown or HTML. */
function escaped(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>#|~&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
