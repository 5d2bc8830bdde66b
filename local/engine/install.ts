// Run by installer.ts in a process of its own: install.ts FOLDER VERSION
import { PulumiCommand } from "@pulumi/pulumi/automation";

type Version = NonNullable<Parameters<typeof PulumiCommand.install>[0]>["version"];

/** The SDK wants an object of the very copy of semver that it uses itself. */
function semanticVersion(text: string): Version {
  const semver = require.resolve("semver", { paths: [require.resolve("@pulumi/pulumi")] });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is known at run time only
  const { SemVer } = require(semver) as { SemVer: new (version: string) => NonNullable<Version> };
  return new SemVer(text);
}

async function main(): Promise<void> {
  const [root, version] = process.argv.slice(2);
  if (!root || !version) throw new Error("usage: install.ts FOLDER VERSION");
  await PulumiCommand.install({ root, version: semanticVersion(version) });
}

main().catch((error: unknown) => {
  // One line: it becomes part of a sentence.
  process.stderr.write(`${error instanceof Error ? error.message.split("\n")[0] : String(error)}\n`);
  process.exitCode = 1;
});
