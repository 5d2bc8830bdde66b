import { delimiter } from "node:path";
import { markName } from "../support/processTree";
import type { LocalAws } from "../aws";

/** What another terminal needs of a session. */
interface Usable {
  readonly aws: LocalAws;
  readonly folder: string;
  readonly variables: NodeJS.ProcessEnv;
}

/** How to use a session from another terminal: lines for a shell, with comments. */
export function usageLines(session: Usable): string[] {
  const { aws, folder, variables } = session;
  const { PATH = "", ...others } = variables;
  // What another terminal runs isn't the session's to end.
  delete others[markName];
  return [
    `# AWS on this machine: ${aws.endpoint}, account ${aws.accountId}, region ${aws.region}`,
    "# In another terminal:",
    ...Object.entries(others).map(([name, value]) => `export ${name}=${shellQuoted(value ?? "")}`),
    `export PATH=${shellQuoted(PATH + delimiter)}"$PATH"`,
    `# Mails: ${aws.mailbox}`,
    `# Logs and state: ${folder}`,
    "# Ctrl-C ends it, and removes all of that.",
  ];
}

function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
