import { createClients } from "../stack/clients";
import { failureChain } from "../failures/errors";
import { exitCodes, LabError } from "../failures/labError";
import { durationInWords } from "../output/duration";
import { keyInWords } from "../output/permissions";
import { print, progress } from "../output/progress";
import { styled, type Meaning } from "../output/style";
import { readStack, type StackSelection } from "../stack/stack";
import type { LogLine } from "./logLine";
import { followLog, searchLog } from "./searchLog";

export interface RunLogsOptions extends StackSelection {
  /** Milliseconds to look back. */
  readonly since: number;
  readonly filter?: string;
  readonly follow?: boolean;
  /** Lambda's own lines too. */
  readonly all?: boolean;
  /** One JSON object a line. */
  readonly json?: boolean;
}

/** Runs `config-lab logs`. @returns the exit code */
export async function runLogs(options: RunLogsOptions): Promise<number> {
  const lab = await readStack(options);
  const clients = createClients({ region: lab.region });
  const search = { since: new Date(Date.now() - options.since), filter: options.filter };
  const wanted = (line: LogLine): boolean => options.all === true || line.source === "function";
  const tell = (line: LogLine): void =>
    print(options.json === true ? JSON.stringify(line) : lineInWords(line));
  try {
    if (options.follow === true) {
      const interrupted = new AbortController();
      process.once("SIGINT", () => interrupted.abort());
      progress(`Following ${lab.logGroupName} (Ctrl-C ends it) …`);
      for await (const line of followLog(clients, lab.logGroupName, search, interrupted.signal)) {
        if (wanted(line)) tell(line);
      }
      return exitCodes.ok;
    }
    const lines = (await searchLog(clients, lab.logGroupName, search)).filter(wanted);
    lines.forEach(tell);
    if (lines.length === 0) {
      progress(
        `${lab.logGroupName} has no such lines of the last ${durationInWords(options.since)}. ` +
          (lab.stage === "remediated"
            ? "AWS Config may take 15 minutes to call the function; look further back with --since 2h."
            : `At stage "${lab.stage}" nothing calls the function yet: pulumi config set stage remediated && pulumi up`),
      );
    }
    return exitCodes.ok;
  } catch (error) {
    if (!failureChain(error).some(({ code }) => code === "ResourceNotFoundException")) throw error;
    throw new LabError(`There is no log group ${lab.logGroupName} in ${lab.region}.`, {
      code: "NoLogGroup",
      next: "Bring the stack and AWS together again: pulumi refresh, then pulumi up",
      cause: error,
    });
  } finally {
    clients.destroy();
  }
}

const meanings: Readonly<Record<string, Meaning>> = { error: "bad", warn: "waiting", debug: "faint" };

/** A line as people read it: time, level, message, then a permission a line. */
export function lineInWords(line: LogLine): string {
  const time = line.time.toISOString().replace("T", " ").replace("Z", "");
  const meaning = line.source === "lambda" ? "faint" : meanings[line.level];
  const level = (line.level === "" ? line.source : line.level).padEnd(5);
  const about = line.groupId === undefined || line.message.includes(line.groupId) ? "" : ` (${line.groupId})`;
  const details = Object.entries(line.details).map(([name, value]) => `${name}: ${detail(value)}`);
  const first = `${time}  ${level}  ${line.message}${about}`;
  return [
    meaning === undefined ? first : styled(meaning, first),
    ...[...line.permissions, ...details].map((text) => `${" ".repeat(32)}${text}`),
  ].join("\n");
}

/** Lists in the log are of permissions, known by their keys. */
function detail(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => keyInWords(detail(one))).join(", ") || "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
