// Run by bin/session-arguments: prints the arguments that Pulumi gets, as words of a POSIX shell.
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { SetUpError } from "../../support/setUpError";
import { shellQuoted } from "../shellQuoted";
import { actsOnProject, projectFolderOf, readArguments, withFolder } from "./arguments";
import { scriptWorkspaces } from "./installCommand";
import { copyProject } from "./projectCopy";

function main([folder = "", ...given]: readonly string[]): void {
  const read = readArguments(given, process.cwd());
  const project = actsOnProject(read) ? undefined : projectFolderOf(read.folder);
  if (project === undefined || isScripts(project, folder)) return print(given);
  const copy = copyProject({ project, sessionFolder: folder, environment: process.env });
  for (const note of copy.notes) process.stderr.write(`Note: ${note}\n`);
  print(withFolder(read, copy));
}

/** Is it the workspace of a script of the Automation API? Then its stack files are the script's own. */
function isScripts(project: string, sessionFolder: string): boolean {
  const file = join(sessionFolder, scriptWorkspaces);
  return existsSync(file) && readFileSync(file, "utf8").split("\n").includes(realpathSync(project));
}

function print(words: readonly string[]): void {
  process.stdout.write(words.map(shellQuoted).join(" "));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 1;
}
