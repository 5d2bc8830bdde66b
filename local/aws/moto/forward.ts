import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { AwsError, type AwsResponse, type HttpRequest } from "../service";

/** Headers that belong to one connection, not to the message (RFC 9110, section 7.6.1), and the body's length. */
const hopByHop = ["connection", "keep-alive", "transfer-encoding", "upgrade", "expect", "content-length"];

/**
 * Sends a request to moto server. Its own Host header is kept, so that the URLs in moto's responses point at the gateway.
 *
 * @throws AwsError InternalFailure when moto doesn't respond; ValidationError and InvalidAction where its response isn't an
 *   AWS service's: it fails on a request that AWS rejects, or doesn't know the path or the action
 */
export function forward(endpoint: string, { method, url, headers, body }: HttpRequest): Promise<AwsResponse> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    // No agent: moto's server closes each connection after one response.
    const outgoing = httpRequest({
      host: hostname,
      port,
      method,
      path: url,
      headers: { ...without(headers, hopByHop), "content-length": body.length },
      agent: false,
    });
    const fail = (error: Error) =>
      reject(new AwsError("InternalFailure", `moto server failed: ${error.message}.`, 500));
    outgoing.on("error", fail);
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", fail);
      incoming.on("end", () => {
        const body = Buffer.concat(chunks);
        const fault = faultOf(incoming, body, method);
        if (fault) reject(fault);
        else resolve({ status: incoming.statusCode!, headers: returned(incoming.headers, method), body });
      });
    });
    outgoing.end(body);
  });
}

/** Where moto itself fails, its web server returns an HTML page, and where it knows no such path, that or nothing. */
function faultOf(
  { statusCode = 0, headers }: IncomingMessage,
  body: Buffer,
  method: string,
): AwsError | undefined {
  if (statusCode < 400) return undefined;
  const isPage = (headers["content-type"] ?? "").startsWith("text/html");
  if (statusCode >= 500 && isPage)
    return new AwsError(
      "ValidationError",
      "The request isn't valid for moto server, which fails on it: the traceback is in its log.",
    );
  // A response to HEAD has no body.
  if (method === "HEAD") return undefined;
  const isError = /<Code>|"__type"|"[mM]essage"/.test(body.toString());
  if (isError) return undefined;
  return new AwsError("InvalidAction", "The action or path is not valid for this web service.", statusCode);
}

function returned(headers: IncomingHttpHeaders, method: string): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  // In a response to HEAD the length is the object's.
  return without(flat, method === "HEAD" ? hopByHop.filter((name) => name !== "content-length") : hopByHop);
}

function without(
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
