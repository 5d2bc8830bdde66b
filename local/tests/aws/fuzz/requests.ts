import { ok } from "node:assert";
import { request as httpRequest } from "node:http";
import fc from "fast-check";
import type { LocalAws } from "../../../aws";
import { mutated } from "./mutations";
import { recordRequests, type RecordedRequest } from "./recordedRequests";

/** The same requests in every run, so that a failure is found again. */
const seed = 20261127;
/** Far more than any answer takes on a busy machine; a request that hangs still fails. Milliseconds. */
const patience = 60_000;
/** Requests at once. */
const concurrency = 8;

interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends mutated requests to the endpoint: each is answered, with a success or an error that an AWS SDK can read.
 *
 * @returns how many of the answers were errors
 */
export async function fuzzRequests(aws: LocalAws, runs: number): Promise<number> {
  const recorded = await recordRequests(aws);
  ok(recorded.length > 30, `only ${recorded.length}`);
  const requests = fc.sample(mutated(recorded), { numRuns: runs, seed });
  const faults: string[] = [];
  let errors = 0;
  let next = 0;
  const work = async () => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const answer = await send(aws.endpoint, request).catch((error: Error) => error);
      if (!(answer instanceof Error) && answer.status >= 400) errors++;
      const fault = faultOf(answer, request);
      if (fault !== undefined) faults.push(`${fault}\n  to ${shown(request)}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  ok(faults.length === 0, `${faults.length} of ${runs}:\n${summary(faults)}`);
  return errors;
}

/** Each kind of fault once, with an example and how many there are. */
function summary(faults: readonly string[]): string {
  const kinds = new Map<string, string[]>();
  for (const fault of faults) {
    const kind = (fault.split("\n")[0] ?? "").slice(0, 120);
    kinds.set(kind, [...(kinds.get(kind) ?? []), fault]);
  }
  return [...kinds.values()].map((all) => `${all.length} times: ${all[0]}`).join("\n");
}

function faultOf(answer: Answer | Error, { method }: RecordedRequest): string | undefined {
  if (answer instanceof Error) return answer.message;
  const { status, body } = answer;
  if (status >= 500) return `${status} ${body.slice(0, 300)}`;
  if (status < 400 || method === "HEAD") return undefined;
  const isAwsError = /<Code>[\w.]+<\/Code>/.test(body) || /"__type"|"[mM]essage"/.test(body);
  return isAwsError ? undefined : `${status} without an AWS error: ${body.slice(0, 300)}`;
}

function send(endpoint: string, { method, path, headers, body }: RecordedRequest): Promise<Answer> {
  const { hostname, port } = new URL(endpoint);
  const length = { "content-length": String(body.length) };
  const ownHeaders = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(content-length|expect|transfer-encoding)$/i.test(name)),
  );
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        hostname,
        port,
        method,
        path,
        headers: { ...ownHeaders, ...length },
        timeout: patience,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer")));
    sent.on("error", reject);
    sent.end(body);
  });
}

function shown({ method, path, headers, body }: RecordedRequest): string {
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value.slice(0, 80)}`);
  return `${method} ${path.slice(0, 120)} {${named.join("; ")}} ${body.toString("latin1").slice(0, 300)}`;
}
