/** One call as it arrived at the endpoint, with what the gateway already knows about it. */
export interface AwsRequest {
  /** Signing name of the service: `ec2`, `config`, `lambda`, `sns`, `s3`, `iam`, `logs`, `sts`. */
  readonly service: string;
  readonly region: string;
  /** API operation, e.g. `AuthorizeSecurityGroupIngress`; empty where only the path tells (S3, Lambda). */
  readonly operation: string;
  readonly caller: Caller;
  readonly method: string;
  /** Path and query string as sent, e.g. `/2015-03-31/functions/name/invocations?Qualifier=1`. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** Who signed a request: the account's administrator, or a role's session; or nobody, as with a link in a mail. */
export interface Caller {
  readonly kind: "administrator" | "role" | "anonymous";
  /** `arn:aws:iam::123456789012:root`, `arn:aws:sts::123456789012:assumed-role/NAME/SESSION`, or `anonymous`. */
  readonly arn: string;
  /** The role's own ARN, for a role's session. */
  readonly roleArn?: string;
}

/** A service that answers some or all of its operations itself; the rest it forwards to moto. */
export interface AwsService {
  handle(request: AwsRequest): Promise<AwsResponse>;
}

/** Sends a request on to moto server, unchanged, and brings back its answer. */
export type Forward = (request: AwsRequest) => Promise<AwsResponse>;

/** An error as AWS would answer it. */
export class AwsError extends Error {
  constructor(
    /** AWS's error code, e.g. `NoSuchConfigRuleException`. */
    readonly code: string,
    message: string,
    /** HTTP status; AWS answers 400 to most client faults. */
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}
