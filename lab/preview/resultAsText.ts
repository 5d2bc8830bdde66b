import type { PropertyChange, ResourceChange } from "./changes";
import { refusalOf, shortened, titleOf, type PreviewResult } from "./result";

/** Characters of a line, on a terminal of any width and in a pipe. */
const width = 80;
const operationWidth = 9;
const propertyWidth = 30;

/** The result for people: a line a resource, under it a line a property that changes, at most 80 columns wide. */
export function resultAsText(result: PreviewResult): string {
  const refusal = refusalOf(result);
  return [
    titleOf(result),
    ...result.notes.map((note) => `Note: ${note}`),
    ...(result.changes.length > 0 ? ["", ...result.changes.flatMap(changeLines)] : []),
    ...(result.violations.length > 0 ? ["", "Violated policies", ...violationLines(result)] : []),
    ...(refusal ? ["", refusal] : []),
  ].join("\n");
}

function changeLines({ operation, resource, properties }: ResourceChange): string[] {
  const line = shortened(`${operation.padEnd(operationWidth)}${resource}`, width);
  // What a new or deleted resource has is in the JSON and in the summary.
  const shown = operation === "create" || operation === "delete" ? [] : properties;
  return [line, ...shown.map(propertyLine)];
}

function propertyLine({ property, before, after, replaces }: PropertyChange): string {
  const name = `${property}${replaces ? " (replaces)" : ""}`;
  const indent = " ".repeat(operationWidth);
  // A long name shows its end, where it differs from its neighbours.
  const fitted = name.length <= propertyWidth ? name : `…${name.slice(name.length - propertyWidth + 1)}`;
  const room = width - indent.length - propertyWidth - 2 - " → ".length;
  return `${indent}${fitted.padEnd(propertyWidth)}  ${pair(before, after, room)}`;
}

/** Two values in so many characters: what one doesn't need, the other gets. */
function pair(before: string, after: string, room: number): string {
  const half = Math.floor(room / 2);
  const left = Math.max(half, room - after.length);
  const one = shortened(before, left);
  return `${one} → ${shortened(after, room - one.length)}`;
}

function violationLines({ violations }: PreviewResult): string[] {
  return violations.flatMap(({ policy, resource, message }) => [
    shortened(`- ${policy}${resource ? `, ${resource}` : ""}`, width),
    ...message.split("\n").flatMap((line) => wrapped(line, width - 2).map((part) => `  ${part}`)),
  ]);
}

function wrapped(text: string, length: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = shortened(word, length);
    else if (line.length + 1 + word.length <= length) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(shortened(word, length));
  }
  return lines;
}
