import type { EngineEvent } from "@pulumi/pulumi/automation";

/** Between two lines of progress. Milliseconds. */
const interval = 3_000;

/** Prints the engine's progress, a line every few seconds, and keeps its errors. */
export class EngineProgress {
  /** Messages of the diagnostics of severity error. */
  readonly errors: string[] = [];
  private done = 0;
  private latest = "";
  private readonly timer: NodeJS.Timeout;

  constructor(operation: string, progress: (line: string) => void) {
    let reported = 0;
    this.timer = setInterval(() => {
      if (this.done === reported) return;
      reported = this.done;
      progress(`pulumi ${operation}: ${this.done} resources, ${this.latest}`);
    }, interval);
  }

  on(event: EngineEvent): void {
    const finished = event.resOutputsEvent?.metadata;
    if (finished && finished.op !== "same" && !finished.type.startsWith("pulumi:")) {
      this.done += 1;
      this.latest = `${finished.op} ${nameIn(finished.urn)}`;
    }
    const diagnostic = event.diagnosticEvent;
    if (diagnostic?.severity === "error") this.errors.push(diagnostic.message.trim());
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
