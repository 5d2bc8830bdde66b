import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigRuleEvent } from "../../remediation/configEvent";

/** An event's file holds the nested JSON texts as objects, to be readable; AWS Config sends them as strings. */
interface EventFile {
  readonly origin: string;
  readonly event: Omit<ConfigRuleEvent, "invokingEvent" | "ruleParameters"> & {
    readonly invokingEvent: Record<string, unknown>;
    readonly ruleParameters?: Record<string, string>;
  };
}

/** The event in `events/NAME.json`, as AWS Config sends it. */
export function configEvent(name: string): ConfigRuleEvent {
  const { event } = JSON.parse(readFileSync(join(__dirname, "events", `${name}.json`), "utf8")) as EventFile;
  const { invokingEvent, ruleParameters, ...others } = event;
  return {
    ...others,
    invokingEvent: JSON.stringify(invokingEvent),
    ...(ruleParameters === undefined ? {} : { ruleParameters: JSON.stringify(ruleParameters) }),
  };
}
