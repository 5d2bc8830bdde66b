// Run by bin/session-arguments: prints the arguments that Pulumi gets, as words of a POSIX shell.
import { SetUpError } from "../../support/setUpError";
import { shellQuoted } from "../shellQuoted";
import { actsOnProject, projectFolderOf, readArguments, withFolder } from "./arguments";
import { copyProject } from "./projectCopy";

function main([folder = "", ...given]: readonly string[]): void {
  const read = readArguments(given, process.cwd());
  const project = actsOnProject(read) ? undefined : projectFolderOf(read.folder);
  if (project === undefined) return print(given);
  const copy = copyProject({ project, sessionFolder: folder, environment: process.env });
  for (const note of copy.notes) process.stderr.write(`Note: ${note}\n`);
  print(withFolder(read, copy));
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
