import { shellQuoted } from "./shellQuoted";
import type { LocalSession } from "./session";

/** How to use a session from another terminal, and where its files are. */
export function usageLines(session: Pick<LocalSession, "aws" | "folder" | "activation">): string[] {
  const { aws, folder, activation } = session;
  return [
    `AWS on this machine: ${aws.endpoint}, account ${aws.accountId}, region ${aws.region}`,
    "To use it in another terminal:",
    `  source ${shellQuoted(activation)}`,
    "Then pulumi (in the clone), aws and config-lab (in any folder) use it there. Type config-lab, not npx config-lab:",
    "outside the clone npx would run a package of that name from the registry.",
    `Mails: config-lab mail, or the files in ${aws.mailbox}`,
    `Logs and state: ${folder}`,
    "Ctrl-C ends it and removes all of this.",
  ];
}
