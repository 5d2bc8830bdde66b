/** How a service's requests, responses and errors are encoded. */
export type Protocol = "ec2" | "query" | "json" | "rest-json" | "rest-xml";

/** A request as received over HTTP, with its whole body. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query string as sent, e.g. `/2015-03-31/functions/name/invocations?Qualifier=1`. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A request with what the gateway has parsed of it, once for all who handle it. */
export interface AwsRequest extends HttpRequest {
  /** Signing name of the service: `ec2`, `config`, `lambda`, `sns`, `s3`, `iam`, `logs`, `sts`. */
  readonly service: string;
  readonly region: string;
  readonly protocol: Protocol;
  /** E.g. `AuthorizeSecurityGroupIngress`; empty for S3's, and for paths of Lambda's that aren't known here. */
  readonly operation: string;
  readonly caller: Caller;
  /** Of the path, decoded: `["2015-03-31", "functions", "name", "invocations"]`. */
  readonly segments: readonly string[];
  /** Of the query string and, in the query protocols, of the form that is the body. */
  readonly parameters: URLSearchParams;
  /** The body of the JSON protocols: `{}` where it is empty, undefined where it isn't JSON. See `jsonObject`. */
  readonly json: unknown;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** Who signed a request: the account's administrator or a role's session; anonymous: it isn't signed, as with a link in a mail. */
export interface Caller {
  readonly kind: "administrator" | "role" | "anonymous";
  /** `arn:aws:iam::123456789012:root`, `arn:aws:sts::123456789012:assumed-role/NAME/SESSION`, or `anonymous`. */
  readonly arn: string;
  /** The role's own ARN, for a role's session. */
  readonly roleArn?: string;
}

/** A service that handles some or all of its operations itself, and forwards the others to moto. */
export interface AwsService {
  /** @throws AwsError */
  handle(request: AwsRequest): Promise<AwsResponse>;
}

/** An error as AWS returns it. The gateway renders it in the protocol of the request. */
export class AwsError extends Error {
  constructor(
    /** AWS's error code, e.g. `NoSuchConfigRuleException`. */
    readonly code: string,
    message: string,
    /** HTTP status. @default 400, as of most client faults */
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}
