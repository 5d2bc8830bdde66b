import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "./setUpError";

/**
 * Environment variable that every process of a session carries: the engine puts its plugins into process groups of
 * their own, and they stay behind, as nobody's children, when the engine is killed. By their mark they are found.
 */
export const markName = "CONFIG_REMEDIATION_LAB_SESSION";

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly marked: boolean;
}

/** Process ids of this user's running processes that carry the mark, this process excepted. */
export function markedProcesses(mark: string): number[] {
  return allProcesses(mark)
    .filter((entry) => entry.marked && entry.pid !== process.pid)
    .map((entry) => entry.pid);
}

/** Process ids of everything this process started, directly or not, together with what carries the mark. */
export function ownProcesses(mark: string): number[] {
  const entries = allProcesses(mark);
  const own = new Set(entries.filter((entry) => entry.marked).map((entry) => entry.pid));
  own.add(process.pid);
  for (let size = 0; size !== own.size;) {
    size = own.size;
    for (const entry of entries) if (own.has(entry.parent)) own.add(entry.pid);
  }
  own.delete(process.pid);
  return [...own];
}

/** Asks processes to end, and kills those that haven't after `grace` milliseconds. */
export async function endProcesses(find: () => number[], grace: number): Promise<void> {
  const first = find();
  if (first.length === 0) return;
  signal(first, "SIGTERM");
  const deadline = Date.now() + grace;
  while (find().length > 0) {
    if (Date.now() > deadline) {
      signal(find(), "SIGKILL");
      return;
    }
    await sleep(50);
  }
}

/** Sends a signal to each process; one that is gone already is as wanted. */
export function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (errorCode(error) !== "ESRCH") throw error;
    }
  }
}

function allProcesses(mark: string): ProcessEntry[] {
  const text = `${markName}=${mark}`;
  return process.platform === "linux" ? fromProc(text) : fromPs(text);
}

/** Linux: always there, whereas `ps` is missing in small containers. */
function fromProc(text: string): ProcessEntry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readIfAllowed(`/proc/${name}/stat`);
      // "pid (name) state parent …"; the name may hold spaces and parentheses.
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (!parent || state === "Z") return [];
      const marked = readIfAllowed(`/proc/${name}/environ`).split("\0").includes(text);
      return [{ pid: Number(name), parent: Number(parent), marked }];
    });
}

/** macOS: `-E` shows the environment behind the command. */
function fromPs(text: string): ProcessEntry[] {
  const { stdout } = spawnSync("ps", ["-Aww", "-E", "-o", "pid=,ppid=,command="], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command ? [{ pid: Number(pid), parent: Number(parent), marked: command.includes(text) }] : [];
  });
}

function readIfAllowed(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    // Ended meanwhile, or another user's.
    if (["ENOENT", "ESRCH", "EACCES", "EPERM"].includes(errorCode(error) ?? "")) return "";
    throw error;
  }
}
