import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An endpoint in front of another that passes calls on, and keeps back the answer to one of them. */
export interface HoldingEndpoint {
  readonly url: string;
  /** Resolves, with the call's name, when AWS has done it and its answer is kept back. */
  readonly held: Promise<string>;
  stop(): Promise<void>;
}

/** Starts one that keeps back the answer to the call of this number, counting those that change something, from 1. */
export async function holdAnswer(endpoint: string, number: number): Promise<HoldingEndpoint> {
  let changes = 0;
  let hold: (call: string) => void = () => undefined;
  const held = new Promise<string>((resolve) => (hold = resolve));
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const call = callIn(incoming, body.toString("latin1", 0, 200));
      const isHeld = call !== undefined && ++changes === number;
      const { method, headers, url = "/" } = incoming;
      const forwarded = request(new URL(url, endpoint), { method, headers }, (answer) => {
        if (isHeld) {
          answer.resume().on("end", () => hold(call));
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on("error", () => outgoing.destroy());
      forwarded.end(body);
    });
  });
  const url = await listening(server);
  return {
    url,
    held,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The name of a call that changes something; undefined for one that reads. */
function callIn({ method, headers, url = "" }: IncomingMessage, body: string): string | undefined {
  const target = headers["x-amz-target"];
  const action =
    typeof target === "string" ? target.split(".").at(-1) : /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (action !== undefined) return /^(Describe|Get|List|Filter|Select)/.test(action) ? undefined : action;
  return method === "GET" || method === "HEAD" ? undefined : restCall(`${method} ${url}`);
}

/** The calls of REST services, S3 and Lambda, that create something of the lab's. */
const restCalls: readonly [pattern: RegExp, name: string][] = [
  [/^POST \/2015-03-31\/functions\/?$/, "CreateFunction"],
  [/^POST \/2015-03-31\/functions\/[^/]+\/policy/, "AddPermission"],
  [/^PUT \/[^/?]+\/?\?encryption/, "PutBucketEncryption"],
  [/^PUT \/[^/?]+\/?\?ownershipControls/, "PutBucketOwnershipControls"],
  [/^PUT \/[^/?]+\/?\?publicAccessBlock/, "PutPublicAccessBlock"],
  [/^PUT \/[^/?]+\/?\?policy/, "PutBucketPolicy"],
  [/^PUT \/[^/?]+\/?\?tagging/, "PutBucketTagging"],
  [/^PUT \/[^/?]+\/?(\?x-id=CreateBucket)?$/, "CreateBucket"],
];

function restCall(line: string): string {
  return restCalls.find(([pattern]) => pattern.test(line))?.[1] ?? line;
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
