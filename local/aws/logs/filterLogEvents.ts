import type { Account } from "../account";
import { jsonObject } from "../request";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import { groupName } from "./groupName";
import { filterPattern } from "./pattern";

/** AWS's limit of events in a response, and its default. */
const mostEvents = 10_000;

interface Event {
  readonly eventId: string;
  readonly logStreamName: string;
  readonly message: string;
}

interface Page {
  readonly events: readonly Event[];
  readonly nextToken?: string | null;
}

/** FilterLogEvents: moto's events, by the filter pattern and the streams' prefix, neither of which moto applies. */
export async function filterLogEvents(account: Account, request: AwsRequest): Promise<AwsResponse> {
  const { filterPattern: pattern, logStreamNamePrefix: prefix, nextToken, ...rest } = jsonObject(request);
  const limit = rest.limit ?? mostEvents;
  if (typeof limit !== "number" || limit < 1 || limit > mostEvents) {
    throw new AwsError(
      "InvalidParameterException",
      `1 validation error detected: Value '${JSON.stringify(limit)}' at 'limit' failed to satisfy constraint: ` +
        `Member must be between 1 and ${mostEvents}`,
    );
  }
  const matches = filterPattern(typeof pattern === "string" ? pattern : "");
  const name = groupName(rest);
  const selected = ({ logStreamName, message }: Event) =>
    logStreamName.startsWith(typeof prefix === "string" ? prefix : "") && matches(message);

  const found: Event[] = [];
  let token: unknown = nextToken;
  for (;;) {
    const body = { ...rest, logGroupName: name, limit: mostEvents, interleaved: true, nextToken: token };
    const response = await account.moto.forward(withBody(request, body));
    if (response.status !== 200) return response;
    const page = JSON.parse(response.body.toString()) as Page;
    found.push(...page.events.filter(selected));
    if (found.length > limit || !page.nextToken) {
      const events = found.slice(0, limit);
      return withJson(response, {
        ...page,
        events,
        nextToken: found.length > limit ? after(name, events) : undefined,
      });
    }
    token = page.nextToken;
  }
}

/** moto's token for what comes after the events. */
function after(name: string, events: readonly Event[]): string | undefined {
  const last = events.at(-1);
  return last && `${name}@${last.logStreamName}@${last.eventId}`;
}

function withBody(request: AwsRequest, value: object): AwsRequest {
  return { ...request, body: Buffer.from(JSON.stringify(value)) };
}

function withJson(response: AwsResponse, value: object): AwsResponse {
  return { ...response, body: JSON.stringify(value) };
}
