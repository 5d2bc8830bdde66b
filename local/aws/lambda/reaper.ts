import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Keeps the process groups it is told of, and kills what is left of them when its input ends, which is when
 * this process is gone, in whatever way. Signals from a terminal are not meant for it.
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

/**
 * Ends execution environments that outlive this process. They end by themselves when their IPC channel
 * closes, but not one whose code never yields to the event loop: that one would run for ever, since its time
 * limit is held from here.
 */
export class Reaper {
  private shell: ChildProcess | undefined;

  /** @param group process group id: the pid of a process started `detached` */
  watch(group: number): void {
    this.shell ??= this.start();
    this.shell.stdin?.write(`watch ${group}\n`);
  }

  /** The group is empty; its number may belong to another one from now on. */
  forget(group: number): void {
    this.shell?.stdin?.write(`forget ${group}\n`);
  }

  async stop(): Promise<void> {
    const shell = this.shell;
    this.shell = undefined;
    if (!shell) return;
    shell.ref();
    const ended = once(shell, "exit");
    shell.stdin?.end();
    await ended;
  }

  private start(): ChildProcess {
    const shell = spawn("/bin/sh", ["-c", SCRIPT], {
      env: { PATH: "/usr/bin:/bin" },
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    });
    // Without it functions still run; only the last safety is missing.
    shell.once("error", () => (this.shell = undefined));
    shell.stdin.once("error", () => (this.shell = undefined));
    shell.unref();
    return shell;
  }
}
