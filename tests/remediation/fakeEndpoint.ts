import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A call as received over HTTP: EC2's are forms, AWS Config's are JSON. */
export interface WireCall {
  readonly operation: string;
  readonly body: string;
}

export interface WireAnswer {
  readonly status?: number;
  readonly body: string;
}

export interface FakeEndpoint {
  readonly calls: WireCall[];
  stop(): Promise<void>;
}

/** An HTTP endpoint on the loopback interface that the SDK's clients made from now on use, until it is stopped. */
export async function startEndpoint(answer: (call: WireCall) => WireAnswer): Promise<FakeEndpoint> {
  const calls: WireCall[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const target = String(request.headers["x-amz-target"] ?? "").split(".")[1];
      const call = { operation: target ?? new URLSearchParams(body).get("Action") ?? "", body };
      calls.push(call);
      const { status = 200, body: text } = answer(call);
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const variables: Record<string, string> = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
  return {
    calls,
    async stop() {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An error of EC2's query protocol. */
export function ec2Error(code: string, status = 400): WireAnswer {
  const error = `<Errors><Error><Code>${code}</Code><Message>${code} in the test</Message></Error></Errors>`;
  return { status, body: `<Response>${error}<RequestID>r</RequestID></Response>` };
}

/** An answer of EC2's query protocol. */
export function ec2Answer(operation: string, content: string): WireAnswer {
  const namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
  return { body: `<${operation}Response xmlns="${namespace}">${content}</${operation}Response>` };
}
