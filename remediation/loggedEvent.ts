import type { ConfigRuleEvent } from "./configEvent";

/** Fields that hold what people write, or that nothing needs; in tags and descriptions there are mail addresses. */
const leftOut: readonly string[] = ["description", "tags", "configurationItemDiff", "relatedEvents"];

/** The event as the log may have it, for a replay: without token and free texts. */
export function loggedEvent(event: ConfigRuleEvent): ConfigRuleEvent {
  const message: unknown = JSON.parse(event.invokingEvent, (key, value: unknown) =>
    leftOut.includes(key) ? undefined : value,
  );
  return { ...event, invokingEvent: JSON.stringify(message), resultToken: "replay" };
}
