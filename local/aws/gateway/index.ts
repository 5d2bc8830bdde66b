import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { errorCode, SetUpError } from "../../support/setUpError";
import type { Interceptor } from "../faults";
import { expired, unknownKey, unsigned } from "./authentication";
import { errorResponse } from "./errors";
import { checkRegion } from "./regions";
import { parseRequest, type ParsedRequest } from "../request";
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type AwsService,
  type Caller,
  type HttpRequest,
} from "../service";

const loopback = "127.0.0.1";
/** How long requests in progress have to end when the gateway stops. Milliseconds. */
const stopWithin = 3_000;

/** The credentials that are valid. */
export interface Credentials {
  identify(accessKeyId: string, sessionToken: string | undefined): Caller | "unknown" | "expired";
}

/** What is behind the gateway. */
export interface Backends {
  readonly sessions: Credentials;
  /** @throws AwsError the service's own denial when the caller isn't permitted to make the request. */
  authorize(request: AwsRequest): Promise<void>;
  /** Handles requests without a signature; undefined for those that need one. */
  unsigned(request: AwsRequest): Promise<AwsResponse> | undefined;
  /** By signing name. */
  readonly services: Readonly<Record<string, AwsService>>;
  /** For every other service. */
  readonly rest: AwsService;
  log(line: string): void;
}

/**
 * The one HTTP endpoint of all services, on the loopback interface only. It parses each request once, identifies and
 * authorizes its caller, and renders errors; services throw `AwsError`.
 */
export class Gateway {
  private readonly server: Server;
  private backends: Backends | undefined;
  private interceptor: Interceptor | undefined;
  /** Responses that are never sent. */
  private readonly hanging = new Set<ServerResponse>();

  private constructor(private readonly region: string) {
    this.server = createServer((message, response) => void this.respond(message, response));
    // An SDK keeps idle connections for longer than Node's default of 5 s, and reports a connection that is closed when
    // it sends the next request as a failure of the service.
    this.server.keepAliveTimeout = 120_000;
  }

  /**
   * Listens on the port.
   *
   * @param port 0 for a free one.
   * @throws SetUpError when the port is in use or not permitted.
   */
  static async listen(port: number, region: string): Promise<Gateway> {
    const gateway = new Gateway(region);
    await new Promise<void>((resolve, reject) => {
      gateway.server.once("error", (error) => reject(portFault(port, error)));
      gateway.server.listen({ host: loopback, port, exclusive: true }, resolve);
    });
    return gateway;
  }

  /** `http://127.0.0.1:PORT` */
  get endpoint(): string {
    return `http://${loopback}:${(this.server.address() as AddressInfo).port}`;
  }

  /** Starts handling requests, which are rejected with ServiceUnavailable until then. */
  serve(backends: Backends, interceptor?: Interceptor): void {
    this.backends = backends;
    this.interceptor = interceptor;
  }

  /** Accepts no more requests, and waits for those in progress, for `stopWithin` at most. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const response of this.hanging) response.destroy();
    this.server.closeIdleConnections();
    const late = setTimeout(() => this.server.closeAllConnections(), stopWithin);
    await closed;
    clearTimeout(late);
  }

  private async respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    try {
      const parsed = parseRequest(await received(message), this.region);
      const answer = await this.handle(parsed).catch((error: unknown) =>
        errorResponse(this.awsError(error, parsed), parsed, requestId),
      );
      if (answer === "cut") response.destroy();
      else if (answer === "hang") this.hang(response);
      else send(response, answer, requestId);
    } catch (error) {
      // The connection broke while the request was received: there is no one to respond to.
      this.backends?.log(`${message.method} ${message.url}: ${String(error)}`);
      response.destroy();
    }
  }

  /** Until the caller gives up or the gateway stops. */
  private hang(response: ServerResponse): void {
    this.hanging.add(response);
    response.once("close", () => this.hanging.delete(response));
  }

  private async handle({ credential, ...parsed }: ParsedRequest): Promise<AwsResponse | "cut" | "hang"> {
    const { backends } = this;
    if (!backends) throw new AwsError("ServiceUnavailable", "AWS on this machine is still starting.", 503);
    checkRegion(parsed.region, this.region);

    if (!credential) {
      const answer = backends.unsigned({ ...parsed, caller: { kind: "anonymous", arn: "anonymous" } });
      if (!answer) throw unsigned(parsed);
      return answer;
    }

    const caller = backends.sessions.identify(credential.accessKeyId, credential.sessionToken);
    if (caller === "unknown") throw unknownKey(parsed);
    if (caller === "expired") throw expired(parsed);

    const request = { ...parsed, caller };
    const carryOut = async () => {
      await backends.authorize(request);
      return (backends.services[request.service] ?? backends.rest).handle(request);
    };
    return this.interceptor ? this.interceptor.intercept(request, carryOut) : carryOut();
  }

  private awsError(error: unknown, { service, region, operation }: ParsedRequest): AwsError {
    if (error instanceof AwsError) return error;
    const details = error instanceof Error ? error.stack : String(error);
    this.backends?.log(`${service} ${region}: ${operation} failed: ${details}`);
    return new AwsError("InternalFailure", `${operation || service} failed: ${String(error)}`, 500);
  }
}

async function received(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { method: message.method!, url: message.url!, headers, body: Buffer.concat(chunks) };
}

function send(response: ServerResponse, answer: AwsResponse, requestId: string): void {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  const headers: Record<string, string | number> = { ...answer.headers };
  if (!("x-amzn-requestid" in headers) && !("x-amz-request-id" in headers))
    headers["x-amzn-requestid"] = requestId;
  // A response to HEAD has the length of the body that it omits; 204 and 304 have none.
  if (!("content-length" in headers) && answer.status !== 204 && answer.status !== 304) {
    headers["content-length"] = body.length;
  }
  response.writeHead(answer.status, headers);
  response.end(body);
}

function portFault(port: number, error: Error): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: "is in use: stop what listens there, or choose another port",
    EACCES: "requires privileges that you don't have: choose a port above 1023",
  };
  const reason = reasons[errorCode(error) ?? ""];
  return reason ? new SetUpError(`Port ${port} of ${loopback} ${reason}.`, { cause: error }) : error;
}
