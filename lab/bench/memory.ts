import { spawnSync } from "node:child_process";

/** A process and its resident memory, as `ps` reports it. */
export interface MemoryUse {
  readonly pid: number;
  readonly kibibytes: number;
  readonly command: string;
}

/** Between two looks. Milliseconds. */
const interval = 250;

export const mebibytes = (kibibytes: number): string => `${Math.round(kibibytes / 1024)} MiB`;

export function sum(processes: readonly MemoryUse[]): number {
  return processes.reduce((total, { kibibytes }) => total + kibibytes, 0);
}

/**
 * Watches the processes that this one starts from now on, directly or not, four times a second.
 *
 * @returns a function that ends it and returns the processes of the moment at which all together held most. What processes
 *   share (code of Node.js, say) counts in each of them, so the real total is lower.
 */
export function watchMemory(): () => readonly MemoryUse[] {
  const before = new Set(descendants().map(({ pid }) => pid));
  let most: readonly MemoryUse[] = [];
  const sampling = setInterval(() => {
    const now = descendants().filter(({ pid }) => !before.has(pid));
    if (sum(now) > sum(most)) most = now;
  }, interval);
  return () => {
    clearInterval(sampling);
    return most;
  };
}

/** This process's descendants, `ps` itself excepted. */
function descendants(): MemoryUse[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,rss=,args="], { encoding: "utf8" });
  const all = stdout.split("\n").flatMap((line) => {
    const [, pid, parent, kibibytes, command = ""] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || command.startsWith("ps ")
      ? []
      : [{ pid: Number(pid), parent: Number(parent), kibibytes: Number(kibibytes), command }];
  });
  const family = new Set([process.pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => pid !== process.pid && family.has(pid));
}
