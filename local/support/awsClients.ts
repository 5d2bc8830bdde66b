import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { ConfigService } from "@aws-sdk/client-config-service";
import type { EC2 } from "@aws-sdk/client-ec2";
import type { IAM } from "@aws-sdk/client-iam";
import type { Lambda } from "@aws-sdk/client-lambda";
import type { S3, S3ClientConfig } from "@aws-sdk/client-s3";
import type { SNS } from "@aws-sdk/client-sns";
import type { STS } from "@aws-sdk/client-sts";

/** The services that `AwsClients` has a client for, by the name of its property. */
export type ServiceName = "config" | "ec2" | "iam" | "lambda" | "logs" | "s3" | "sns" | "sts";

/** What a client is constructed with; the last two concern S3 alone, and the other clients ignore them. */
export type ClientSettings = Pick<
  S3ClientConfig,
  "endpoint" | "credentials" | "profile" | "maxAttempts" | "forcePathStyle" | "followRegionRedirects"
>;

type Constructor<Client> = new (settings: ClientSettings & { readonly region: string }) => Client;

/**
 * The SDK clients of one region. A client's package is loaded, which takes 50 to 150 ms, and the client constructed when
 * its property is first read; later reads return the same client. Each has its operations as methods and is also what
 * `send`, paginators and waiters take:
 *
 * ```ts
 * const clients = new AwsClients("us-east-1", () => ({ endpoint, credentials }));
 * const { Vpcs } = await clients.ec2.describeVpcs({});
 * clients.destroy();
 * ```
 */
export class AwsClients {
  private readonly clients = new Map<ServiceName, { destroy(): void }>();

  /**
   * @param settingsOf called once for each service that is used; its defaults are the SDK's.
   * @param headers sent with every request. @default none
   */
  constructor(
    readonly region: string,
    private readonly settingsOf: (service: ServiceName) => ClientSettings = () => ({}),
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /* eslint-disable @typescript-eslint/no-require-imports -- an import statement would load all eight packages at start */
  get config(): ConfigService {
    type Package = typeof import("@aws-sdk/client-config-service");
    return this.client("config", () => (require("@aws-sdk/client-config-service") as Package).ConfigService);
  }

  get ec2(): EC2 {
    type Package = typeof import("@aws-sdk/client-ec2");
    return this.client("ec2", () => (require("@aws-sdk/client-ec2") as Package).EC2);
  }

  get iam(): IAM {
    type Package = typeof import("@aws-sdk/client-iam");
    return this.client("iam", () => (require("@aws-sdk/client-iam") as Package).IAM);
  }

  get lambda(): Lambda {
    type Package = typeof import("@aws-sdk/client-lambda");
    return this.client("lambda", () => (require("@aws-sdk/client-lambda") as Package).Lambda);
  }

  get logs(): CloudWatchLogs {
    type Package = typeof import("@aws-sdk/client-cloudwatch-logs");
    return this.client("logs", () => (require("@aws-sdk/client-cloudwatch-logs") as Package).CloudWatchLogs);
  }

  get s3(): S3 {
    type Package = typeof import("@aws-sdk/client-s3");
    return this.client("s3", () => (require("@aws-sdk/client-s3") as Package).S3);
  }

  get sns(): SNS {
    type Package = typeof import("@aws-sdk/client-sns");
    return this.client("sns", () => (require("@aws-sdk/client-sns") as Package).SNS);
  }

  get sts(): STS {
    type Package = typeof import("@aws-sdk/client-sts");
    return this.client("sts", () => (require("@aws-sdk/client-sts") as Package).STS);
  }
  /* eslint-enable @typescript-eslint/no-require-imports */

  /** Closes the connections of the clients that were used. A property read afterwards constructs a new client. */
  destroy(): void {
    for (const client of this.clients.values()) client.destroy();
    this.clients.clear();
  }

  private client<Client extends { destroy(): void; middlewareStack: object }>(
    service: ServiceName,
    load: () => Constructor<Client>,
  ): Client {
    const existing = this.clients.get(service);
    // Each name has one property, so what is kept under it is of that property's type.
    if (existing) return existing as Client;
    const client = new (load())({ ...this.settingsOf(service), region: this.region });
    // Before the request is signed.
    const stack = client.middlewareStack as MiddlewareStack;
    stack.add(withHeaders(this.headers), { step: "build", name: "addHeaders" });
    this.clients.set(service, client);
    return client;
  }
}

/** The part of the SDK's middleware that this needs; the clients' own types differ by their requests. */
interface MiddlewareStack {
  add(middleware: Middleware, options: { readonly step: "build"; readonly name: string }): void;
}

type Handler = (args: { readonly request: unknown }) => Promise<unknown>;
type Middleware = (next: Handler) => Handler;

function withHeaders(headers: Readonly<Record<string, string>>): Middleware {
  return (next) => (args) => {
    Object.assign((args.request as { headers: Record<string, string> }).headers, headers);
    return next(args);
  };
}
