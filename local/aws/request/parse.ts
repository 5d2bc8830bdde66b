import type { AwsRequest, HttpRequest, Protocol } from "../service";
import { readCredential, type Credential } from "./credential";
import { lambdaOperation } from "./lambdaOperations";

/** A request whose caller isn't known yet. */
export type ParsedRequest = Omit<AwsRequest, "caller"> & { readonly credential?: Credential };

/** SNS's operations that a link in a mail requests, without a signature. */
export const operationsByLink: readonly string[] = ["ConfirmSubscription", "Unsubscribe"];

/**
 * Parses a request: which operation of which service, with which parameters, signed by which key. Nothing behind the
 * gateway parses it again.
 *
 * @param defaultRegion of requests whose signature names none.
 */
export function parseRequest(http: HttpRequest, defaultRegion: string): ParsedRequest {
  const { method, url, headers, body } = http;
  const [path = "/"] = url.split("?");
  const segments = path.replace(/^\//, "").split("/").map(decoded);
  const parameters = readParameters(http, path);
  const credential = readCredential(headers, parameters);
  const action = parameters.get("Action") ?? "";
  // Of what can be requested without a signature, only SNS's links and S3's public objects are served here.
  const service = credential?.service ?? (operationsByLink.includes(action) ? "sns" : "s3");
  const protocol = protocolOf(service, headers, action);
  const target = headers["x-amz-target"] ?? "";
  const operation =
    target.slice(target.lastIndexOf(".") + 1) ||
    action ||
    (service === "lambda" ? lambdaOperation(method, segments) : "");
  return {
    ...http,
    service,
    region: credential?.region || regionInArn(parameters) || defaultRegion,
    protocol,
    operation,
    segments,
    parameters,
    json: protocol === "json" || protocol === "rest-json" ? parseJson(body) : undefined,
    credential,
  };
}

/** The operations of the query protocols are named in a parameter, those of the JSON protocols in a header. */
function protocolOf(service: string, headers: HttpRequest["headers"], action: string): Protocol {
  if (headers["x-amz-target"]) return "json";
  if (service === "ec2") return "ec2";
  if (service === "s3") return "rest-xml";
  return action ? "query" : "rest-json";
}

/** Query string and, for the query protocols, the form that is the body. */
function readParameters({ method, url, headers, body }: HttpRequest, path: string): URLSearchParams {
  const query = new URLSearchParams(url.slice(path.length + 1));
  const hasForm =
    method === "POST" &&
    path === "/" &&
    headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  return hasForm ? new URLSearchParams([...query, ...new URLSearchParams(body.toString())]) : query;
}

/** A member that is null is one that isn't given, in AWS's JSON protocols; an element of a list stays. */
function withoutNull(this: unknown, _name: string, value: unknown): unknown {
  return value === null && !Array.isArray(this) ? undefined : value;
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString(), withoutNull) as unknown;
  } catch {
    return undefined;
  }
}

/** A segment with a malformed escape is kept as sent: no name contains one, so the service reports it as not found. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function regionInArn(parameters: URLSearchParams): string | undefined {
  return (parameters.get("TopicArn") ?? parameters.get("SubscriptionArn"))?.split(":")[3];
}
