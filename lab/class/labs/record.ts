import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabStackOutputs } from "../../../components/labOutputs";
import { orAbsent } from "../../failures";
import type { CredentialSource } from "../credentials";

const root = join(__dirname, "..", "..", "..");

/** A student's latest run, kept in the student's folder. */
export interface RunRecord {
  readonly operation: "up" | "destroy";
  readonly ok: boolean;
  /** Of what was run: program and configuration. */
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly endedAt: string;
  readonly milliseconds: number;
  readonly stack: string;
  readonly region: string;
  readonly source: CredentialSource;
  readonly account?: string;
  /** After a successful `up`. */
  readonly outputs?: LabStackOutputs;
}

export async function readRecord(workDir: string): Promise<RunRecord | undefined> {
  const text = await orAbsent(readFile(join(workDir, "record.json"), "utf8"), "ENOENT");
  return text === undefined ? undefined : (JSON.parse(text) as RunRecord);
}

export async function writeRecord(workDir: string, record: RunRecord): Promise<void> {
  await mkdir(workDir, { recursive: true });
  await writeFile(join(workDir, "record.json"), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Whether the record is of a successful `up` of the same, and the stack hasn't been updated since. */
export function isCurrent(
  record: RunRecord | undefined,
  fingerprint: string,
  lastUpdate: Date | undefined,
): record is RunRecord {
  return (
    record !== undefined &&
    record.ok &&
    record.operation === "up" &&
    record.fingerprint === fingerprint &&
    lastUpdate !== undefined &&
    lastUpdate <= new Date(record.endedAt)
  );
}

/** A text that is the same for the same program and configuration. */
export function fingerprintOf(config: object): string {
  return createHash("sha256").update(programText()).update(JSON.stringify(config)).digest("hex");
}

let program: string | undefined;

/** The program's own files; read once. */
function programText(): string {
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  const below = ["components", "remediation"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => join(folder, path)),
  );
  program ??= ["index.ts", "Pulumi.yaml", "package.json", ...below.sort()].map(read).join("\0");
  return program;
}
