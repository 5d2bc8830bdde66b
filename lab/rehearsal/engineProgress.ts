import type { EngineEvent } from "@pulumi/pulumi/automation";

/** Between two lines of progress. Milliseconds. */
const interval = 3_000;

/** Tells what the engine has done so far, one line every few seconds, and keeps what it complained about. */
export class EngineProgress {
  /** Diagnostics of severity error, as the engine gave them. */
  readonly errors: string[] = [];
  private done = 0;
  private latest = "";
  private readonly timer: NodeJS.Timeout;

  constructor(operation: string, progress: (line: string) => void) {
    let told = 0;
    this.timer = setInterval(() => {
      if (this.done === told) return;
      told = this.done;
      progress(`pulumi ${operation}: ${this.done} resources, ${this.latest}`);
    }, interval);
  }

  on(event: EngineEvent): void {
    const finished = event.resOutputsEvent?.metadata;
    if (finished && finished.op !== "same" && !finished.type.startsWith("pulumi:")) {
      this.done += 1;
      this.latest = `${finished.op} ${nameIn(finished.urn)}`;
    }
    const complaint = event.diagnosticEvent;
    if (complaint?.severity === "error") this.errors.push(complaint.message.trim());
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** `urn:pulumi:stack::project::parent$type::name` -> `type name`, the type without its package and module. */
function nameIn(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split(":").at(-1)} ${name}`;
}
