import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { ConfigService } from "@aws-sdk/client-config-service";
import type { EC2 } from "@aws-sdk/client-ec2";
import type { IAM } from "@aws-sdk/client-iam";
import type { Lambda } from "@aws-sdk/client-lambda";
import type { S3 } from "@aws-sdk/client-s3";
import type { SNS } from "@aws-sdk/client-sns";
import type { STS } from "@aws-sdk/client-sts";
import type { Settings } from "./settings";

interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

interface ClientOptions {
  readonly region: string;
  readonly endpoint?: string;
}

/**
 * AWS in one region, as the provider's configuration reaches it. A service's client is loaded when it is first
 * asked for: loading all takes longer than a whole preview.
 */
export class AwsAccount {
  private readonly clients = new Map<string, Promise<unknown>>();
  private readonly regions = new Map<string, AwsAccount>();
  private identity: Promise<Caller> | undefined;

  constructor(
    readonly settings: Settings,
    readonly region = settings.region,
  ) {}

  /** The same account in another region. */
  in(region: string | undefined): AwsAccount {
    if (region === undefined || region === this.region) return this;
    const there = this.regions.get(region) ?? new AwsAccount(this.settings, region);
    this.regions.set(region, there);
    return there;
  }

  get partition(): { id: string; dnsSuffix: string; reverseDnsPrefix: string } {
    if (this.region.startsWith("cn-")) {
      return { id: "aws-cn", dnsSuffix: "amazonaws.com.cn", reverseDnsPrefix: "cn.com.amazonaws" };
    }
    const id = this.region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return { id, dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
  }

  /** `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` */
  arn(service: string, account: string, resource: string): string {
    return `arn:${this.partition.id}:${service}:${this.region}:${account}:${resource}`;
  }

  /** Who the credentials belong to; asked once. */
  caller(): Promise<Caller> {
    this.identity ??= this.sts()
      .then((sts) => sts.getCallerIdentity({}))
      .then(({ Account = "", Arn = "", UserId = "" }) => ({ accountId: Account, arn: Arn, userId: UserId }));
    return this.identity;
  }

  /** All tags of a resource: its own over the provider's default tags. */
  tags(own: Readonly<Record<string, string>> | undefined): Record<string, string> {
    return { ...this.settings.defaultTags, ...own };
  }

  cloudWatchLogs(): Promise<CloudWatchLogs> {
    return this.client("cloudwatchlogs", async (options) => {
      return new (await import("@aws-sdk/client-cloudwatch-logs")).CloudWatchLogs(options);
    });
  }

  config(): Promise<ConfigService> {
    return this.client("configservice", async (options) => {
      return new (await import("@aws-sdk/client-config-service")).ConfigService(options);
    });
  }

  ec2(): Promise<EC2> {
    return this.client("ec2", async (options) => new (await import("@aws-sdk/client-ec2")).EC2(options));
  }

  iam(): Promise<IAM> {
    return this.client("iam", async (options) => new (await import("@aws-sdk/client-iam")).IAM(options));
  }

  lambda(): Promise<Lambda> {
    return this.client("lambda", async (options) => {
      return new (await import("@aws-sdk/client-lambda")).Lambda(options);
    });
  }

  s3(): Promise<S3> {
    return this.client("s3", async (options) => {
      const { S3 } = await import("@aws-sdk/client-s3");
      // An endpoint on this machine has no name per bucket.
      const forcePathStyle = this.settings.s3UsePathStyle || this.endpoint("s3") !== undefined;
      return new S3({ ...options, forcePathStyle, followRegionRedirects: true });
    });
  }

  sns(): Promise<SNS> {
    return this.client("sns", async (options) => new (await import("@aws-sdk/client-sns")).SNS(options));
  }

  sts(): Promise<STS> {
    return this.client("sts", async (options) => new (await import("@aws-sdk/client-sts")).STS(options));
  }

  private client<Client>(
    service: string,
    make: (options: ClientOptions) => Promise<Client>,
  ): Promise<Client> {
    const made = this.clients.get(service) ?? make(this.options(service));
    this.clients.set(service, made);
    return made as Promise<Client>;
  }

  private options(service: string) {
    const { credentials, profile, maxAttempts } = this.settings;
    const endpoint = this.settings.endpoints[service];
    return {
      region: this.region,
      ...(credentials ? { credentials } : {}),
      ...(profile === undefined ? {} : { profile }),
      ...(maxAttempts === undefined ? {} : { maxAttempts }),
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  }

  private endpoint(service: string): string | undefined {
    const variable = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
    return this.settings.endpoints[service] ?? process.env[variable] ?? process.env.AWS_ENDPOINT_URL;
  }
}
