import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { errorCode } from "./setUpError";

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** The program and its arguments, separated by spaces. */
  readonly command: string;
  /** Whether the setting that was asked for is in its environment. */
  readonly marked: boolean;
}

/** How long to wait for one process to come out of exec. Milliseconds; a busy machine may suspend it there. */
const execLimit = 2_000;

/**
 * The processes of this machine, those that have ended and await their parent excepted.
 *
 * @param setting "NAME=value"; of another user's process the environment can't be read, so it isn't marked
 */
export function listProcesses(setting: string): RunningProcess[] {
  return process.platform === "linux" ? fromProc(setting) : fromPs(setting);
}

/** Blocks the thread, for use where nothing asynchronous runs any more: in an 'exit' handler. */
export function pauseSync(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Linux. `ps` is missing in small containers, /proc is always there. */
function fromProc(setting: string): RunningProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const status = readStatus(pid);
      if (!status) return [];
      const marked = (readEnvironment(pid) ?? "").split("\0").includes(setting);
      const command = (read(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ").trim();
      return [{ pid: Number(pid), parent: status.parent, command, marked }];
    });
}

/**
 * The environment of a process; undefined when it has ended or is another user's. In the middle of exec the kernel
 * shows none, until it has copied the new one. Taken for an empty environment, that would hide a process
 * from the search for its mark.
 */
function readEnvironment(pid: string): string | undefined {
  const start = performance.now();
  for (;;) {
    const environment = read(`/proc/${pid}/environ`);
    if (environment !== "") return environment;
    const status = readStatus(pid);
    if (!status) return undefined;
    if (status.environmentIsEmpty || performance.now() - start > execLimit) return environment;
    pauseSync(1);
  }
}

/** Flags in /proc/PID/stat, from the kernel's include/linux/sched.h: PF_EXITING and PF_KTHREAD. */
const exitingOrKernelThread = 0x4 | 0x200000;

/** Undefined for a process that has ended, is about to, or is the kernel's own. Fields as in man 5 proc_pid_stat. */
function readStatus(pid: string): { parent: number; environmentIsEmpty: boolean } | undefined {
  const stat = read(`/proc/${pid}/stat`) ?? "";
  // "pid (name) state parent …"; the name may hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const field = (number: number) => fields[number - 3] ?? "";
  if (["", "Z", "X"].includes(field(3)) || Number(field(9)) & exitingOrKernelThread) return undefined;
  const [codeStart, environmentStart, environmentEnd] = [field(26), field(50), field(51)];
  return {
    parent: Number(field(4)),
    // exec sets the start of the code last.
    environmentIsEmpty: codeStart !== "0" && environmentStart === environmentEnd,
  };
}

/** macOS: `-E` shows the environment behind the command. */
function fromPs(setting: string): RunningProcess[] {
  const { stdout, pid: ps } = spawnSync("ps", ["-Aww", "-E", "-o", "pid=,ppid=,command="], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (!command || Number(pid) === ps) return [];
    return [{ pid: Number(pid), parent: Number(parent), command, marked: command.includes(setting) }];
  });
}

/** Undefined when the process has ended, or is another user's. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ESRCH", "EACCES", "EPERM"].includes(errorCode(error) ?? "")) return undefined;
    throw error;
  }
}
