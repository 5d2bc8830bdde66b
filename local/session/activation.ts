import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { markName } from "../support/processTree";
import { shellQuoted } from "./shellQuoted";

/**
 * Writes the file by which a shell (sh, bash, zsh) of another terminal uses the session.
 *
 * @param variables what the session sets; PATH is only what comes before the shell's own
 * @returns its path
 */
export async function writeActivation(folder: string, variables: NodeJS.ProcessEnv): Promise<string> {
  const { PATH = "", ...others } = variables;
  // A process with the mark is ended with the session; what another terminal runs isn't the session's to end.
  delete others[markName];
  const lines = [
    ...Object.entries(others).map(([name, value]) => `export ${name}=${shellQuoted(value ?? "")}`),
    `export PATH=${shellQuoted(PATH + delimiter)}"$PATH"`,
  ];
  const path = join(folder, "activate.sh");
  await writeFile(path, `${lines.join("\n")}\n`, { mode: 0o600 });
  return path;
}
