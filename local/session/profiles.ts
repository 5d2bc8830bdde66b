import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalAws } from "../aws";

/**
 * Writes a credentials file of the AWS SDKs with a profile for each name.
 *
 * @param accounts by profile
 * @returns its path; undefined where there are no profiles
 */
export async function writeProfiles(
  folder: string,
  accounts: Readonly<Record<string, string>>,
  administrators: LocalAws["administrators"],
): Promise<string | undefined> {
  const sections = Object.entries(accounts).map(([profile, account]) => {
    const key = administrators[account];
    if (key === undefined) throw new Error(`profile ${profile}: there is no account ${account} here`);
    return [
      `[${profile}]`,
      `aws_access_key_id = ${key.accessKeyId}`,
      `aws_secret_access_key = ${key.secretAccessKey}`,
      "",
    ].join("\n");
  });
  if (sections.length === 0) return undefined;
  const path = join(folder, "credentials");
  await writeFile(path, sections.join("\n"), { mode: 0o600 });
  return path;
}
