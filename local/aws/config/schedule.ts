import type { MaximumExecutionFrequency } from "@aws-sdk/client-config-service";
import { listensTo, type Rule } from "./rules";

const hours: Readonly<Record<MaximumExecutionFrequency, number>> = {
  One_Hour: 1,
  Three_Hours: 3,
  Six_Hours: 6,
  Twelve_Hours: 12,
  TwentyFour_Hours: 24,
};

/** Runs rules that want to be run at a frequency. */
export class Schedule {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly due: (rule: Rule) => void) {}

  /** Starts, changes or ends a rule's timer, as its settings say. */
  follow(rule: Rule): void {
    this.end(rule);
    if (!listensTo(rule, "ScheduledNotification")) return;
    const timer = setInterval(() => this.due(rule), hours[frequencyOf(rule)] * 3_600_000);
    // A rule that waits for its hour keeps no process alive.
    this.timers.set(rule.id, timer.unref());
  }

  end(rule: Rule): void {
    clearInterval(this.timers.get(rule.id));
    this.timers.delete(rule.id);
  }

  stop(): void {
    for (const timer of this.timers.values()) clearInterval(timer);
    this.timers.clear();
  }
}

/** Once a day where the rule names no frequency, as on AWS. */
function frequencyOf(rule: Rule): MaximumExecutionFrequency {
  const detail = rule.settings.Source?.SourceDetails?.find(
    ({ MessageType }) => MessageType === "ScheduledNotification",
  );
  return detail?.MaximumExecutionFrequency ?? rule.settings.MaximumExecutionFrequency ?? "TwentyFour_Hours";
}
