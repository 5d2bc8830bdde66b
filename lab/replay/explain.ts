import type { ReplayedEvent } from "./readEvent";

/** What can't be seen in a replay of the event; empty for an event that the function decides on by the group. */
export function explainEvent({ messageType, request, group, event }: ReplayedEvent): string[] {
  const notes: string[] = [];
  if (request.kind === "scheduled")
    notes.push(
      "A schedule is about every group: the replay has none, so only a safety net's describe is seen.",
    );
  if (request.kind === "nothing") notes.push(`Nothing is asked: ${request.reason}.`);
  if (request.kind === "notApplicable")
    notes.push(`The function looks at no group: ${request.reason} It reports NOT_APPLICABLE.`);
  if (messageType === "OversizedConfigurationItemChangeNotification") {
    const { s3DeliverySummary } = JSON.parse(event.invokingEvent) as {
      s3DeliverySummary?: { s3BucketLocation?: string };
    };
    const place = s3DeliverySummary?.s3BucketLocation;
    notes.push(
      "The item was too big for the event, which has a summary only: its permissions aren't known here, so the replay's " +
        `group has none.${place === undefined ? "" : ` The item is s3://${place}`}`,
    );
  } else if (request.kind === "evaluate" && !group) {
    notes.push("The item has no configuration, so the replay's group has no permissions.");
  }
  if (event.resultToken === "TESTMODE") notes.push("It is a test (TESTMODE): the function changes no group.");
  return notes;
}
