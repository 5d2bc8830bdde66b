import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Writable } from "node:stream";

/**
 * Keeps the process groups that its input names, and kills what is left of them when its input ends, which is when the
 * host is gone, however it ended. Signals from a terminal are not meant for it.
 */
const SCRIPT = `
trap '' INT TERM HUP
groups=' '
while read -r action group; do
  case $action in
    watch) groups="$groups$group " ;;
    forget)
      case $groups in
        *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;;
      esac ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done 2>/dev/null
`;

type Shell = ChildProcessByStdio<Writable, null, null>;

/**
 * Kills the processes of functions that outlive the host, this process. Most end by themselves when their IPC channel
 * closes, but not those whose code never yields to the event loop: their time limit is held by the host.
 *
 * Groups are exact where a search for processes isn't: the kernel signals every member, one that is just being forked
 * included. What the code moves to a group of its own (`detached`) escapes.
 */
export class Reaper {
  private readonly groups = new Set<number>();
  private shell: Shell | undefined;

  /**
   * Resolves when the group is sure to end with the host.
   *
   * @param group process group id: the pid of a process started `detached`
   * @throws Error when the shell can't be started, or was killed at this moment
   */
  async watch(group: number): Promise<void> {
    this.shell ??= this.start();
    this.groups.add(group);
    const { stdin } = this.shell;
    await new Promise<void>((resolve, reject) => {
      stdin.write(`watch ${group}\n`, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** The group is empty: its number may belong to another one from now on. */
  forget(group: number): void {
    if (this.groups.delete(group)) this.shell?.stdin.write(`forget ${group}\n`);
  }

  /** Kills what is still watched. */
  async stop(): Promise<void> {
    const { shell } = this;
    this.shell = undefined;
    this.groups.clear();
    if (!shell) return;
    shell.ref();
    const ended = once(shell, "exit");
    shell.stdin.end();
    await ended;
  }

  private start(): Shell {
    const shell = spawn("/bin/sh", ["-c", SCRIPT], {
      env: { PATH: "/usr/bin:/bin" },
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    });
    for (const group of this.groups) shell.stdin.write(`watch ${group}\n`);
    // Its write says so too, to the one who asked for it.
    shell.stdin.on("error", () => undefined);
    shell.once("error", () => (this.shell = undefined));
    shell.once("exit", (_code, signal) => {
      if (this.shell !== shell) return;
      // Somebody killed it: another one takes over.
      this.shell = signal !== null && this.groups.size > 0 ? this.start() : undefined;
    });
    shell.unref();
    return shell;
  }
}
