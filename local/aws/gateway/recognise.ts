import type { IncomingMessage } from "node:http";
import { readCredential, type Credential } from "./credential";
import { protocolOf, type Protocol } from "./protocol";

/** A request as it came over HTTP, with its body. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query string as sent. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What kind of call a request is. */
export interface Recognised {
  readonly service: string;
  readonly region: string;
  /** Empty where only the path tells (S3, Lambda). */
  readonly operation: string;
  readonly protocol: Protocol;
  readonly credential?: Credential;
}

/** Reads a whole request. */
export async function readRequest(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { method: message.method!, url: message.url!, headers, body: Buffer.concat(chunks) };
}

/** Parameters of the query protocols: in the form that is the body, or in the query string. */
export function queryParameters(request: Pick<HttpRequest, "url" | "headers" | "body">): URLSearchParams {
  const query = new URLSearchParams(request.url.split("?").slice(1).join("?"));
  if (!request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return query;
  return new URLSearchParams([...query, ...new URLSearchParams(request.body.toString("utf8"))]);
}

/** Tells which operation of which service a request is for. */
export function recognise(request: HttpRequest, defaultRegion: string): Recognised {
  const parameters = queryParameters(request);
  const credential = readCredential(request.headers, parameters);
  const target = request.headers["x-amz-target"];
  const action = parameters.get("Action") ?? "";
  const operation = target ? target.slice(target.lastIndexOf(".") + 1) : action;
  // A link in a mail carries no signature; of what can be done by link, only SNS's two are served here.
  const service = credential?.service ?? (byLink.includes(action) ? "sns" : "s3");
  const region = credential?.region || regionInArn(parameters) || defaultRegion;
  return { service, region, operation, protocol: protocolOf(service, operation, target), credential };
}

const byLink = ["ConfirmSubscription", "Unsubscribe"];

function regionInArn(parameters: URLSearchParams): string | undefined {
  return (parameters.get("TopicArn") ?? parameters.get("SubscriptionArn"))?.split(":")[3];
}
