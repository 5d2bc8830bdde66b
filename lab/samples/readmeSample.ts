import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const readme = join(__dirname, "..", "..", "README.md");

const block = /(<!-- rehearsal -->\n\n```text\n)([\s\S]*?)(\n```)/;

/** What README shows of a rehearsal. @throws when it shows nothing */
export async function readSample(): Promise<string> {
  return (block.exec(await readFile(readme, "utf8")) ?? missing())[2]?.trimEnd() ?? "";
}

/** Renews it. */
export async function writeSample(output: string): Promise<void> {
  const text = await readFile(readme, "utf8");
  if (!block.test(text)) missing();
  // A function: replacement patterns such as $& in the output stay what they are.
  await writeFile(
    readme,
    text.replace(block, (_, start: string, __, end: string) => `${start}${output.trim()}${end}`),
  );
}

function missing(): never {
  throw new Error(`expected a block of text after <!-- rehearsal --> in ${readme}, got none`);
}

/** The shape of the output of a rehearsal: without its times, ids and what depends on the machine's speed. */
export function shapeOf(output: string): string {
  return output
    .replace(/\d\d:\d\d:\d\d\.\d{3}/g, "TIME")
    .replace(/ *\b\d+(\.\d)? (ms|s|min)( \d+ s)?\b/g, " DURATION")
    .replace(/file:\S+/g, "ADDRESS")
    .replace(/configuration item \d+/g, "configuration item ID")
    .trim();
}
