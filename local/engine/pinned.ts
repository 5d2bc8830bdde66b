import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The folder of the Go module that pins the Pulumi CLI. */
export const moduleFolder = __dirname;

/** The package in it that is the CLI. */
export const cliPackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";

/** Version of the Pulumi CLI that go.mod pins, such as `3.259.0`. */
export async function pinnedVersion(): Promise<string> {
  return wanted(/^require github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)$/m);
}

/** Version of Go that go.mod asks for, such as `1.25.11`. */
export async function neededGo(): Promise<string> {
  return wanted(/^go (\S+)$/m);
}

async function wanted(pattern: RegExp): Promise<string> {
  const file = join(moduleFolder, "go.mod");
  const found = pattern.exec(await readFile(file, "utf8"))?.[1];
  if (!found) throw new Error(`${file} has no line like ${pattern.source}`);
  return found;
}
