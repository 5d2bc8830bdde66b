import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { AwsError, type AwsResponse, type Forward } from "../service";

/** Headers that belong to one connection, not to the message (RFC 9110, section 7.6.1), and the body's length. */
const hopByHop = ["connection", "keep-alive", "transfer-encoding", "upgrade", "expect", "content-length"];

/**
 * Makes the way to moto server. Requests go on as they came, with their own Host header, so that the URLs in moto's
 * answers point at the gateway.
 */
export function forwardTo(endpoint: string): Forward {
  const { hostname, port } = new URL(endpoint);
  return ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      // Resent once per connection: moto's server closes each after one answer.
      const outgoing = httpRequest({
        host: hostname,
        port,
        method,
        path: url,
        headers: { ...without(headers, hopByHop), "content-length": body.length },
        agent: false,
      });
      const fail = (error: Error) =>
        reject(new AwsError("InternalFailure", `moto server doesn't answer: ${error.message}.`, 500));
      outgoing.on("error", fail);
      outgoing.on("response", (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", fail);
        incoming.on("end", () => {
          if (isCrash(incoming)) return fail(new Error("it failed on the request: its log tells how"));
          const answer: AwsResponse = {
            status: incoming.statusCode!,
            headers: answered(incoming.headers, method),
            body: Buffer.concat(chunks),
          };
          resolve(answer);
        });
      });
      outgoing.end(body);
    });
}

/** Where moto itself fails, its web server answers a page for people. */
function isCrash({ statusCode, headers }: IncomingMessage): boolean {
  return (
    statusCode === 500 &&
    (headers["content-type"] ?? "").startsWith("text/html") &&
    !("x-amzn-requestid" in headers)
  );
}

function answered(headers: IncomingHttpHeaders, method: string): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  // The length of what HEAD leaves out is a fact about the object.
  return without(flat, method === "HEAD" ? hopByHop.filter((name) => name !== "content-length") : hopByHop);
}

function without(
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
