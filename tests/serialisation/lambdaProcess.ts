import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** How a run of the function ended. */
export interface Run {
  readonly exitCode: number | null;
  /** Lines of standard output, which Lambda writes to the log. */
  readonly log: readonly string[];
  readonly stderr: string;
}

/** Unpacks an archive to a folder of its own where a require finds the AWS SDK, as in Lambda's runtime, and nothing else. */
export function unpack(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "lab-function-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(
    resolve(__dirname, "../../node_modules/@aws-sdk"),
    join(folder, "node_modules/@aws-sdk"),
    "dir",
  );
  return folder;
}

/** Takes away what {@link unpack} made. */
export function discard(folder: string): void {
  rmSync(folder, { recursive: true });
}

/** Runs the unpacked function on these events, in a process that knows of AWS only what Lambda's environment has. */
export async function invoke(folder: string, events: readonly unknown[], endpoint: string): Promise<Run> {
  const child = spawn(process.execPath, [join(__dirname, "invoke.js"), folder], {
    env: {
      PATH: process.env["PATH"],
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      // Where the tests run on Node 20, the SDK warns that it will drop it; Lambda's runtime is newer.
      NODE_NO_WARNINGS: "1",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(JSON.stringify(events));
  const exitCode = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  return { exitCode, log: stdout.split("\n").filter((line) => line !== ""), stderr };
}
