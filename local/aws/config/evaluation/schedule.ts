import type { MaximumExecutionFrequency } from "@aws-sdk/client-config-service";
import { newMessage } from "../delivery/notification";
import { listensTo, type Rule } from "../rules/rules";
import type { RegionalAccount } from "../support/regionalAccount";
import type { Evaluator, Subject } from "./evaluator";

const hours: Readonly<Record<MaximumExecutionFrequency, number>> = {
  One_Hour: 1,
  Three_Hours: 3,
  Six_Hours: 6,
  Twelve_Hours: 12,
  TwentyFour_Hours: 24,
};

/** What a scheduled evaluation is about. */
export const scheduled: Subject = { trigger: "schedule" };

/** Evaluates periodic rules. */
export class Schedule {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly home: RegionalAccount,
    private readonly evaluator: Evaluator,
  ) {}

  /** Starts, changes or ends a rule's timer according to its settings. */
  follow(rule: Rule): void {
    this.end(rule);
    if (!listensTo(rule, "ScheduledNotification")) return;
    const timer = setInterval(() => this.evaluate(rule), hours[frequencyOf(rule)] * 3_600_000);
    // A timer alone must not keep the process alive.
    this.timers.set(rule.id, timer.unref());
  }

  end(rule: Rule): void {
    clearInterval(this.timers.get(rule.id));
    this.timers.delete(rule.id);
  }

  /** Evaluates a rule now, if it is periodic. */
  evaluate(rule: Rule): void {
    const type = "ScheduledNotification" as const;
    this.evaluator.evaluate(rule, scheduled, () => {
      const message = newMessage(type, "1.0", { awsAccountId: this.home.accountId });
      return Promise.resolve({ type, message });
    });
  }

  stop(): void {
    for (const timer of this.timers.values()) clearInterval(timer);
    this.timers.clear();
  }
}

/** Once a day where the rule specifies no frequency, as on AWS. */
function frequencyOf(rule: Rule): MaximumExecutionFrequency {
  const detail = rule.settings.Source?.SourceDetails?.find(
    ({ MessageType }) => MessageType === "ScheduledNotification",
  );
  return detail?.MaximumExecutionFrequency ?? rule.settings.MaximumExecutionFrequency ?? "TwentyFour_Hours";
}
