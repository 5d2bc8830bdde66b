import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { errorCode, SetUpError } from "../../support/setUpError";
import { expired, unknownKey, unsigned } from "./authentication";
import { errorResponse } from "./protocol";
import { readRequest, recognise, type Recognised } from "./recognise";
import type { Sessions } from "../iam/sessions";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService, type Caller } from "../service";

const loopback = "127.0.0.1";
/** Milliseconds that calls under way get to end when the gateway stops. */
const stopWithin = 3_000;

/** What stands behind the gateway. */
export interface Backends {
  readonly sessions: Sessions;
  /** Throws the service's own denial when the caller may not do it. */
  authorize(request: AwsRequest): Promise<void>;
  /** Answers requests that nobody signed; undefined when they aren't for anybody. */
  unsigned(request: AwsRequest): Promise<AwsResponse> | undefined;
  /** By signing name. */
  readonly services: Readonly<Record<string, AwsService>>;
  /** For every other service. */
  readonly rest: AwsService;
  log(line: string): void;
}

/** The one HTTP endpoint through which everything is reached, on the loopback interface only. */
export class Gateway {
  readonly #server: Server;
  #backends: Backends | undefined;

  private constructor(private readonly region: string) {
    this.#server = createServer((message, response) => void this.answer(message, response));
    // An SDK keeps its connections for longer than Node's 5 s, and takes a connection closed under its hands for a
    // failure of the service.
    this.#server.keepAliveTimeout = 120_000;
  }

  /**
   * Takes the port.
   *
   * @param port 0 for a free one.
   * @throws SetUpError when the port can't be had.
   */
  static async listen(port: number, region: string): Promise<Gateway> {
    const gateway = new Gateway(region);
    await new Promise<void>((resolve, reject) => {
      gateway.#server.once("error", (error) => reject(portFault(port, error)));
      gateway.#server.listen({ host: loopback, port, exclusive: true }, resolve);
    });
    return gateway;
  }

  /** `http://127.0.0.1:PORT` */
  get endpoint(): string {
    return `http://${loopback}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Starts to answer. */
  serve(backends: Backends): void {
    this.#backends = backends;
  }

  /** Takes no more calls, and lets those under way end, for a few seconds at most. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const late = setTimeout(() => this.#server.closeAllConnections(), stopWithin);
    await closed;
    clearTimeout(late);
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    try {
      const http = await readRequest(message);
      const call = recognise(http, this.region);
      const answer = await this.handle({ ...http, ...call }, call).catch((error: unknown) =>
        errorResponse(this.awsError(error, call), call, requestId),
      );
      send(response, answer, requestId);
    } catch (error) {
      // The connection broke while the request came in: there is nobody to answer.
      this.#backends?.log(`${message.method} ${message.url}: ${String(error)}`);
      response.destroy();
    }
  }

  private async handle(http: Omit<AwsRequest, "caller">, call: Recognised): Promise<AwsResponse> {
    const backends = this.#backends;
    if (!backends) throw new AwsError("ServiceUnavailable", "AWS on this machine is still starting.", 503);

    if (!call.credential) {
      const request = requestOf(http, { kind: "anonymous", arn: "anonymous" });
      const answer = backends.unsigned(request);
      if (!answer) throw unsigned(call);
      return answer;
    }

    const { accessKeyId, sessionToken } = call.credential;
    const caller = backends.sessions.identify(accessKeyId, sessionToken);
    if (caller === "unknown") throw unknownKey(call);
    if (caller === "expired") throw expired(call);

    const request = requestOf(http, caller);
    await backends.authorize(request);
    return (backends.services[call.service] ?? backends.rest).handle(request);
  }

  private awsError(error: unknown, { service, operation }: Recognised): AwsError {
    if (error instanceof AwsError) return error;
    this.#backends?.log(`${service} ${operation}: ${error instanceof Error ? error.stack : String(error)}`);
    return new AwsError(
      "InternalFailure",
      `The endpoint failed on ${operation || service}: ${String(error)}`,
      500,
    );
  }
}

function requestOf(http: Omit<AwsRequest, "caller">, caller: Caller): AwsRequest {
  const { service, region, operation, method, url, headers, body } = http;
  return { service, region, operation, method, url, headers, body, caller };
}

function send(response: ServerResponse, answer: AwsResponse, requestId: string): void {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  const headers: Record<string, string | number> = { ...answer.headers };
  if (!("x-amzn-requestid" in headers) && !("x-amz-request-id" in headers))
    headers["x-amzn-requestid"] = requestId;
  // The answer to HEAD tells the length of what it leaves out; 204 and 304 have no length at all.
  if (!("content-length" in headers) && answer.status !== 204 && answer.status !== 304) {
    headers["content-length"] = body.length;
  }
  response.writeHead(answer.status, headers);
  response.end(body);
}

function portFault(port: number, error: Error): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: "is in use: stop what listens there, or choose another port",
    EACCES: "needs rights that you don't have: choose a port above 1023",
  };
  const reason = reasons[errorCode(error) ?? ""];
  return reason ? new SetUpError(`Port ${port} of ${loopback} ${reason}.`, { cause: error }) : error;
}
